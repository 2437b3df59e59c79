#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace nowthen::warehouse {

/// Where `libduckdb.so` may lie, in the order in which it is looked for.
///
/// @param chosen   the file that `NOWTHEN_DUCKDB` names; if it is not empty, nothing else is looked at
/// @param program  the running program's own file; the library lies in `lib/nowthen/` beside the program's
/// folder, as
///                 installed, or in it, as built
std::vector<std::filesystem::path> library_paths(const std::string& chosen,
                                                 const std::filesystem::path& program);

}  // namespace nowthen::warehouse
