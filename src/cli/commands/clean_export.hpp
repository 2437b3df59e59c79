#pragma once
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <string>

#include "extract/erasure/erasure.hpp"
#include "warehouse/duckdb/library.hpp"

namespace nowthen::cli {

/// Takes the rows of erased conversations out of the export in a folder. What else its files say stays, and
/// in CSV and NDJSON each byte of it; the manifest says what is there then. A file that loses all its rows is
/// removed.
///
/// Blocks; reads every file that has rows of conversations. Fails with `local` where there is no export, or
/// it is in use or cannot be read or written: files are whole all the same.
Result<extract::CleanedExport> clean_export(const std::string& path, const extract::IsErased& is_erased,
                                            const warehouse::Library& library, Instant now);

}  // namespace nowthen::cli
