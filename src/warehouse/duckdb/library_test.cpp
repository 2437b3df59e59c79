#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "warehouse/duckdb/library_paths.hpp"
#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Sets NOWTHEN_DUCKDB for a scope.
// NOLINTBEGIN(concurrency-mt-unsafe): these tests have one thread
class ChosenLibrary {
 public:
  explicit ChosenLibrary(const std::string& path) {
    if (const char* const before = std::getenv("NOWTHEN_DUCKDB"); before != nullptr) before_ = before;
    ::setenv("NOWTHEN_DUCKDB", path.c_str(), 1);
  }
  ~ChosenLibrary() {
    before_.empty() ? ::unsetenv("NOWTHEN_DUCKDB") : ::setenv("NOWTHEN_DUCKDB", before_.c_str(), 1);
  }
  ChosenLibrary(const ChosenLibrary&) = delete;
  ChosenLibrary& operator=(const ChosenLibrary&) = delete;

 private:
  std::string before_;
};
// NOLINTEND(concurrency-mt-unsafe)

TEST(LibraryPaths, LooksBesideTheInstalledProgramThenInTheFolderOfTheBuild) {
  EXPECT_THAT(library_paths("", "/opt/bin/nowthen"),
              ElementsAre("/opt/lib/nowthen/libduckdb.so", "/opt/bin/lib/nowthen/libduckdb.so"));
}

TEST(LibraryPaths, LooksNowhereElseWhenAFileIsNamed) {
  EXPECT_THAT(library_paths("/my/libduckdb.so", "/opt/bin/nowthen"), ElementsAre("/my/libduckdb.so"));
}

TEST(Library, IsOfATestedVersion) {
  const auto library = Library::load();
  ASSERT_TRUE(library) << library.error().message;
  EXPECT_TRUE(library->is_tested()) << library->version();
}

TEST(Library, OverwritesWhatItFrees) { EXPECT_TRUE(testing::library().overwrites_freed_memory()); }

TEST(Library, AcceptsOneAndAHalfButNeitherOlderNorTwo) {
  EXPECT_TRUE(is_usable_version("1.4.0"));
  EXPECT_TRUE(is_usable_version("1.12.3-dev1"));
  for (const char* version : {"1.3.9", "0.10.2", "2.0.0", "1.", "", "12.4"})
    EXPECT_FALSE(is_usable_version(version)) << version;
}

TEST(Library, SaysWhichFileIsMissing) {
  const ChosenLibrary chosen("/nowhere/libduckdb.so");
  const auto library = Library::load();
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().kind, FailureKind::no_library);
  EXPECT_THAT(library.error().message, HasSubstr("/nowhere/libduckdb.so"));
  EXPECT_THAT(library.error().hint, HasSubstr("NOWTHEN_DUCKDB"));
}

TEST(Library, RefusesAFileThatIsNoLibrary) {
  const testing::TemporaryFolder folder;
  const ChosenLibrary chosen(folder.file("libduckdb.so"));
  std::ofstream(folder.file("libduckdb.so")) << "not a library";
  EXPECT_EQ(testing::kind_of_failure(Library::load()), FailureKind::no_library);
}

TEST(Library, RefusesALibraryThatIsNotDuckDB) {
  const ChosenLibrary chosen("/proc/self/exe");
  EXPECT_EQ(testing::kind_of_failure(Library::load()), FailureKind::no_library);
}

}  // namespace
}  // namespace nowthen::warehouse
