#pragma once

namespace nowthen::warehouse {

/// Whether the memory that DuckDB frees in this process is overwritten: docs/adr/0032. It writes blocks into
/// its file of which some bytes were never set, so that what lay there before comes into the file (DuckDB
/// issue 23382).
///
/// Where DuckDB has jemalloc, that is settled when it is loaded: an executable that links this library must
/// export `duckdb_je_malloc_conf_2_conf_harder`, as its CMake target says. Elsewhere the C library is told to
/// do it, from now on and for the whole process.
///
/// @param library  a handle of `dlopen`, of DuckDB
bool overwrites_freed_memory(void* library) noexcept;

/// Gives back to the system what this process has freed so far, where the C library can: it keeps what lies
/// below something that is still used. Takes some milliseconds. Thread-safe.
void give_back_freed_memory() noexcept;

}  // namespace nowthen::warehouse
