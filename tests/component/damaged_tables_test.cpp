// Damage of the tables' file that only a reader meets: whoever owns the data next makes them anew.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/filled_home.hpp"
#include "support/owned_home.hpp"
#include "support/simulated_process.hpp"

namespace nowthen {
namespace {

using testing::record_of;
namespace fs = std::filesystem;

class DamagedTables : public ::testing::Test {
 protected:
  DamagedTables() : process({.now = parse_instant("2026-11-25T12:00:00Z").value()}) {
    process.environment["NOWTHEN_HOME"] = home.path();
    std::vector<std::string> records;
    for (int i = 0; i < 2'000; ++i)
      records.push_back(
          record_of("c-" + std::to_string(i), "2026-11-20T10:00:00.000Z", i, std::string(50, 'x')));
    home.take(std::move(records));
  }

  int ask() {
    return process.run({"query", "SELECT count(DISTINCT COLUMNS(*)) FROM conversations", "--format", "csv"});
  }

  /// Turns bytes over, block by block, until the file can be opened and not be read.
  bool damage() {
    const fs::path path = home.data() + "/warehouse.duckdb";
    const fs::path whole = home.path() + "/whole";
    fs::copy_file(path, whole);
    for (std::uintmax_t at = 3 * 4096 + 100'000; at < fs::file_size(whole); at += 262'144) {
      fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
      {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(static_cast<std::streamoff>(at));
        file << "damaged, damaged";
      }
      if (process.run({"query", "SELECT 1"}) == 0 && ask() != 0) return true;
      fs::remove(path.string() + ".doubtful");
    }
    return false;
  }

  testing::FilledHome home;
  testing::SimulatedProcess process;
};

TEST_F(DamagedTables, AreMadeAnewByTheNextImport) {
  ASSERT_TRUE(damage());
  EXPECT_NE(process.err.str().find("nowthen import /dev/null"), std::string::npos) << process.err.str();
  ASSERT_EQ(process.run({"import", "/dev/null"}), 0) << process.err.str();
  EXPECT_NE(process.err.str().find("made anew from the archive"), std::string::npos) << process.err.str();
  EXPECT_EQ(ask(), 0) << process.err.str();
  EXPECT_EQ(process.run({"verify"}), 0) << process.out.str();
}

TEST_F(DamagedTables, AreMadeAnewAfterAnOwnerHasMetThem) {
  ASSERT_TRUE(damage());
  fs::remove(home.data() + "/warehouse.duckdb.doubtful");
  {
    const testing::OwnedHome owner(home);
    EXPECT_NE(ask(), 0);
  }
  EXPECT_EQ(process.run({"prune", "--keep", "3000d"}), 0) << process.err.str();
  EXPECT_EQ(ask(), 0) << process.err.str();
}

}  // namespace
}  // namespace nowthen
