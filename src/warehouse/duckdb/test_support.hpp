#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "warehouse/duckdb/database.hpp"

namespace nowthen::warehouse::testing {

/// The library under test: the one that NOWTHEN_DUCKDB names, or the one of the build.
inline Library library() { return Library::load().value(); }

/// A database in memory on one thread; `options` for more.
inline Database database(const DatabaseOptions& options = {.threads = 1}) {
  return Database::open(library(), options).value();
}

/// A folder that goes with its scope.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "nowthen-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// How often the text stands in the bytes of the file.
inline std::size_t count_in_file(const std::string& path, std::string_view text) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::size_t count = 0;
  for (std::size_t at = bytes.find(text); at != std::string::npos; at = bytes.find(text, at + 1)) ++count;
  return count;
}

/// The kind of failure of an outcome; fails the test when it succeeded.
template <class T>
FailureKind kind_of_failure(const Outcome<T>& outcome) {
  EXPECT_FALSE(outcome.has_value());
  return outcome ? FailureKind::other : outcome.error().kind;
}

}  // namespace nowthen::warehouse::testing

namespace nowthen::warehouse {

inline void PrintTo(FailureKind kind, std::ostream* out) { *out << to_string(kind); }

}  // namespace nowthen::warehouse
