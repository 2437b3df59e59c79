#include "warehouse/duckdb/library.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "warehouse/duckdb/freed_memory.hpp"
#include "warehouse/duckdb/functions.hpp"
#include "warehouse/duckdb/library_paths.hpp"

namespace nowthen::warehouse {
namespace {

constexpr std::array tested_versions{"1.4.4", "1.5.6"};
constexpr int first_minor = 4;

Failure no_library(std::string message) {
  return {.kind = FailureKind::no_library,
          .message = std::move(message),
          .hint = "NOWTHEN_DUCKDB=FILE names a libduckdb.so; make install puts one where it is found"};
}

std::string last_loader_error() {
  const char* const text = ::dlerror();  // NOLINT(concurrency-mt-unsafe): glibc keeps it by thread
  return text != nullptr ? text : "no reason given";
}

}  // namespace

bool is_usable_version(const std::string& version) noexcept {
  constexpr std::string_view major = "1.";
  if (!version.starts_with(major)) return false;
  int minor = -1;
  std::from_chars(version.data() + major.size(), version.data() + version.size(), minor);
  return minor >= first_minor;
}

bool Library::is_tested() const noexcept {
  return std::find(tested_versions.begin(), tested_versions.end(), version_) != tested_versions.end();
}

Outcome<Library> Library::open(const std::string& path) {
  // RTLD_LOCAL: its 38,000 C++ symbols are nobody else's business. RTLD_NODELETE: its threads may outlive a
  // close.
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) return no_library("DuckDB cannot be loaded: " + last_loader_error());
  auto functions = find_functions(handle);
  if (!functions) return no_library("DuckDB cannot be used: " + path + ": " + functions.error().message);
  std::string version = functions->library_version();
  if (version.starts_with('v')) version.erase(0, 1);
  if (!is_usable_version(version))
    return no_library("DuckDB " + version +
                      " is none that nowthen works with (1.4 or later, below 2): " + path);
  Library library(std::make_shared<const Functions>(*functions), std::move(version), path);
  library.overwrites_freed_memory_ = warehouse::overwrites_freed_memory(handle);
  return library;
}

Outcome<Library> Library::load() {
  const char* const chosen = std::getenv("NOWTHEN_DUCKDB");  // NOLINT(concurrency-mt-unsafe): documented
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto paths = library_paths(chosen != nullptr ? chosen : "", program);
  for (const auto& path : paths)
    if (std::filesystem::exists(path, ignored)) return open(path.string());
  return no_library("DuckDB is not there: " + paths.front().string());
}

}  // namespace nowthen::warehouse
