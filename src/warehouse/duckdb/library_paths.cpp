#include "warehouse/duckdb/library_paths.hpp"

namespace nowthen::warehouse {

std::vector<std::filesystem::path> library_paths(const std::string& chosen,
                                                 const std::filesystem::path& program) {
  if (!chosen.empty()) return {chosen};
  const std::filesystem::path file = std::filesystem::path("lib") / "nowthen" / "libduckdb.so";
  const std::filesystem::path folder = program.parent_path();
  return {folder.parent_path() / file, folder / file};
}

}  // namespace nowthen::warehouse
