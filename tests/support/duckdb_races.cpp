// For the thread sanitizer: DuckDB's library is not built with it, so what its own threads hand to one
// another looks like a race. Reports with a frame in that library say nothing; those about our code are kept.

// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizer asks for it
extern "C" const char* __tsan_default_suppressions() { return "race:libduckdb.so\n"; }
