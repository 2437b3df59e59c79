// The tables follow from the archive alone: whichever DuckDB makes them, with however many threads.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "crash/imports.hpp"

namespace nowthen::crash {
namespace {

/// The libraries under test, which CMake names; one alone is the build's own.
std::vector<std::string> libraries() {
  const char* const text =
      std::getenv("NOWTHEN_DUCKDBS");  // NOLINT(concurrency-mt-unsafe): nothing sets it meanwhile
  std::vector<std::string> all;
  std::istringstream paths(text != nullptr ? text : "");
  for (std::string path; std::getline(paths, path, ':');) all.push_back(path);
  return all;
}

Ran kept_tables(const std::string& library, const std::vector<std::string>& arguments) {
  return run_beside("kept_tables", arguments, {"NOWTHEN_DUCKDB=" + library});
}

/// A data folder whose archive both imports filled.
class Versions : public ::testing::Test {
 protected:
  void SetUp() override {
    if (libraries().empty()) GTEST_SKIP() << "NOWTHEN_DUCKDBS names no libraries";
    const Imports imports(scratch_);
    for (std::size_t i = 0; i < Imports::count; ++i)
      run_program(scratch_, imports.arguments(i), {.is_recorded = false});
  }

  std::string data() const { return scratch_.data(); }
  /// The program itself, with that library.
  Ran ran(const std::string& library, const std::vector<std::string>& arguments) const {
    return run_beside("../nowthen", arguments,
                      {"NOWTHEN_DUCKDB=" + library, "NOWTHEN_HOME=" + scratch_.home(), "TZ=UTC"});
  }

 private:
  Scratch scratch_;
};

TEST_F(Versions, MakeTheSameTablesFromTheArchiveWithAnyNumberOfThreads) {
  std::string first;
  for (const std::string& library : libraries())
    for (const char* threads : {"1", "2"}) {
      const Ran made = kept_tables(library, {"make", data(), threads});
      ASSERT_EQ(made.code, 0) << made.err;
      ASSERT_GT(made.out.size(), 10'000U);
      if (first.empty()) first = made.out;
      EXPECT_TRUE(made.out == first) << library << " with " << threads << " threads";
    }
}

TEST_F(Versions, ReadWhatTheOtherWrote) {
  for (const std::string& writer : libraries())
    for (const std::string& reader : libraries()) {
      const Ran made = kept_tables(writer, {"make", data(), "2"});
      const Ran shown = kept_tables(reader, {"show", data()});
      EXPECT_EQ(shown.code, 0) << shown.err;
      EXPECT_EQ(shown.err, "") << reader << " did not take what " << writer << " wrote";
      EXPECT_TRUE(shown.out == made.out) << writer << " wrote, " << reader << " read";
    }
}

TEST_F(Versions, VerifyWhatTheOtherWrote) {
  for (const std::string& writer : libraries())
    for (const std::string& reader : libraries()) {
      std::filesystem::remove(data() + "/warehouse.duckdb");
      ASSERT_EQ(ran(writer, {"import", "/dev/null"}).code, 0);
      const Ran looked = ran(reader, {"verify"});
      EXPECT_EQ(looked.code, 0) << writer << " wrote, " << reader << " looked: " << looked.out << looked.err;
    }
}

}  // namespace
}  // namespace nowthen::crash
