// `nowthen export` as its user meets it: from tables filled from records into a folder, and again.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "core/digest.hpp"
#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"
#include "warehouse/duckdb/database.hpp"

namespace nowthen {
namespace {
using testing::FilledHome;
using testing::record_of;
namespace fs = std::filesystem;
namespace json = boost::json;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ExportCommand : public ::testing::Test {
 protected:
  ExportCommand() : process({.now = parse_instant("2026-11-25T12:00:00Z").value()}) {
    process.environment["NOWTHEN_HOME"] = home.path();
    home.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 60'000),
               record_of("c-2", "2026-11-20T23:30:00.000Z", 30'000, "=1+1"),
               record_of("c-3", "2026-11-22T08:00:00.000Z", 10'000)});
  }

  int run(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"export", "--to", to.string()});
    return process.run(std::move(more));
  }
  std::string err() const { return process.err.str(); }

  /// Each file that the manifest lists, with its hash. Also checks that it lists what is there.
  std::map<std::string, std::string> listed() const {
    std::map<std::string, std::string> files;
    const auto manifest = json::parse(content(to / "manifest.json"));
    for (const auto& entry : manifest.at("files").as_array()) {
      const std::string place(entry.at("file").as_string());
      files[place] = std::string(entry.at("sha256").as_string());
      const std::string bytes = content(to / place);
      EXPECT_EQ(to_hex(sha256(bytes)), files[place]) << place;
      EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), entry.at("size_bytes").as_int64()) << place;
      EXPECT_EQ(fs::status(to / place).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }
    for (const auto& entry : fs::recursive_directory_iterator(to)) {
      if (!entry.is_regular_file() || entry.path() == to / "manifest.json") continue;
      EXPECT_TRUE(files.count(fs::relative(entry.path(), to).string()) > 0) << entry.path();
    }
    EXPECT_FALSE(fs::exists(to / ".unfinished"));
    return files;
  }

  /// One number out of the exported files.
  std::int64_t number(const std::string& sql) const {
    const auto library = warehouse::Library::load().value();
    auto connection = warehouse::Database::open(library, {}).value().connect().value();
    connection.execute("SET TimeZone = 'UTC'").value();
    return connection.value<std::int64_t>(sql).value().value_or(-1);
  }
  std::string glob(const std::string& table) const {
    return "read_parquet('" + to.string() + "/" + table + "/*/data.parquet', hive_partitioning = true)";
  }

  FilledHome home;
  testing::SimulatedProcess process;
  fs::path to = home.path() + "/out";
};

TEST_F(ExportCommand, WritesEachTableByTheDayOfItsConversations) {
  ASSERT_EQ(run(), 0) << err();
  const auto files = listed();
  for (const char* place :
       {"conversation/day=2026-11-20/data.parquet", "segment/day=2026-11-22/data.parquet",
        "conversations/day=2026-11-20/data.parquet", "agent_legs/day=2026-11-22/data.parquet"})
    EXPECT_EQ(files.count(place), 1U) << place;
  EXPECT_EQ(number("SELECT count(*) FROM " + glob("conversation")), 3);
  EXPECT_EQ(number("SELECT count(*) FROM " + glob("segment") + " WHERE day = DATE '2026-11-20'"), 2);
  EXPECT_EQ(number("SELECT epoch_ms(min(conversation_start)) FROM " + glob("conversation")),
            parse_instant("2026-11-20T10:00:00.250Z")->time_since_epoch().count());
  EXPECT_EQ(number("SELECT sum(talk_ms)::BIGINT FROM " + glob("conversations")), 100'000);
  EXPECT_EQ(number("SELECT len(division_ids) FROM " + glob("conversation") + " LIMIT 1"), 2);
}

TEST_F(ExportCommand, WritesAgainOnlyTheDaysThatChanged) {
  ASSERT_EQ(run(), 0) << err();
  const auto before = listed();
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(listed(), before);
  EXPECT_NE(err().find("0 files written with 0 rows, " + std::to_string(before.size()) + " as before"),
            std::string::npos)
      << err();
  home.take({record_of("c-3", "2026-11-22T08:00:00.000Z", 20'000)}, "2026-11-25T06:00:00Z");
  ASSERT_EQ(run(), 0);
  std::set<std::string> changed;
  for (const auto& [place, hash] : listed())
    if (const auto was = before.find(place); was == before.end() || was->second != hash)
      changed.insert(place);
  EXPECT_GT(changed.size(), 2U);
  for (const std::string& place : changed)
    EXPECT_NE(place.find("/day=2026-11-22/"), std::string::npos) << place;
  EXPECT_EQ(number("SELECT sum(talk_ms)::BIGINT FROM " + glob("conversations")), 110'000);
}

TEST_F(ExportCommand, WritesAgainWhatWasTakenAwayOrCut) {
  ASSERT_EQ(run(), 0) << err();
  const auto before = listed();
  fs::remove(to / "segment/day=2026-11-20/data.parquet");
  fs::resize_file(to / "conversation/day=2026-11-22/data.parquet", 10);
  ASSERT_EQ(run(), 0);
  EXPECT_NE(err().find("2 files written"), std::string::npos) << err();
  EXPECT_EQ(listed(), before);
}

TEST_F(ExportCommand, RemovesTheFilesOfDaysThatHaveGone) {
  ASSERT_EQ(run(), 0) << err();
  home.take({record_of("c-3", "2026-11-20T08:00:00.000Z", 10'000)}, "2026-11-25T06:00:00Z");
  ASSERT_EQ(run({"--from", "2026-11-23"}), 0) << err();
  EXPECT_TRUE(fs::exists(to / "segment/day=2026-11-22")) << "outside of the range";
  ASSERT_EQ(run(), 0) << err();
  for (const auto& [place, hash] : listed()) EXPECT_EQ(place.find("2026-11-22"), std::string::npos) << place;
  EXPECT_FALSE(fs::exists(to / "segment/day=2026-11-22"));
  EXPECT_EQ(number("SELECT count(*) FROM " + glob("segment")), 3);
}

TEST_F(ExportCommand, TakesOnlyTheTablesAndDaysAskedFor) {
  ASSERT_EQ(run({"--table", "segment,participant", "--from", "2026-11-20", "--to-day", "2026-11-22"}), 0)
      << err();
  const auto files = listed();
  EXPECT_EQ(files.size(), 2U);
  EXPECT_EQ(files.count("segment/day=2026-11-20/data.parquet"), 1U);
  EXPECT_EQ(files.count("participant/day=2026-11-20/data.parquet"), 1U);
}

TEST_F(ExportCommand, TakesDaysAsTheTimeZoneHasThem) {
  ASSERT_EQ(run({"--table", "conversation", "--time-zone", "Europe/Berlin"}), 0) << err();
  EXPECT_EQ(listed().count("conversation/day=2026-11-21/data.parquet"), 1U);
  EXPECT_EQ(run({"--table", "conversation"}), 2);
  EXPECT_NE(err().find("days of Europe/Berlin; this one is as parquet, days of UTC"), std::string::npos)
      << err();
}

TEST_F(ExportCommand, KeepsTypesInNdjson) {
  ASSERT_EQ(run({"--as", "ndjson", "--table", "conversation"}), 0) << err();
  listed();
  const std::string text = content(to / "conversation/day=2026-11-22/data.ndjson");
  ASSERT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  const auto row = json::parse(text);
  EXPECT_EQ(row.at("conversation_start").as_string(), "2026-11-22T08:00:00.000Z");
  EXPECT_EQ(row.at("division_ids").as_array().size(), 2U);
  EXPECT_TRUE(row.at("extra").at("unknownField").is_object());
  EXPECT_TRUE(row.at("conversation_end").is_null());
}

TEST_F(ExportCommand, LetsNoCellBecomeAFormulaWhereAsked) {
  ASSERT_EQ(run({"--as", "csv", "--spreadsheet-safe", "--table", "participant"}), 0) << err();
  const std::string text = content(to / "participant/day=2026-11-20/data.csv");
  EXPECT_NE(text.find(",'=1+1,"), std::string::npos) << text;
  EXPECT_EQ(run({"--spreadsheet-safe"}), 2);
  EXPECT_EQ(run({"--as", "csv", "--table", "participant"}), 2) << "another form into the same folder";
}

TEST_F(ExportCommand, RefusesAFolderThatIsNotItsOwn) {
  fs::create_directory(to);
  std::ofstream(to / "thesis.txt") << "mine";
  EXPECT_EQ(run(), 2);
  EXPECT_NE(err().find("is not empty, and no export of nowthen's"), std::string::npos) << err();
  std::ofstream(to / "manifest.json") << R"({"name":"an app"})";
  EXPECT_EQ(run(), 2);
  EXPECT_EQ(content(to / "manifest.json"), R"({"name":"an app"})");
  EXPECT_EQ(std::distance(fs::directory_iterator(to), {}), 2);
  EXPECT_EQ(process.run({"export"}), 2);
  EXPECT_EQ(run({"--table", "nosuch"}), 2);
  EXPECT_EQ(run({"--from", "2026-11-02", "--to-day", "2026-11-02"}), 2);
}

TEST_F(ExportCommand, LeavesWholeFilesAndARightManifestWhenInterrupted) {
  process.stop.request_stop();
  EXPECT_EQ(run(), 130);
  EXPECT_TRUE(listed().empty());
  process.stop = std::stop_source();
  ASSERT_EQ(run(), 0) << err();
  EXPECT_GT(listed().size(), 10U);
}

TEST_F(ExportCommand, LeavesWholeFilesAndARightManifestWhenItFailsOnTheWay) {
  ASSERT_EQ(run({"--table", "conversation"}), 0) << err();
  std::ofstream(to / "session") << "in the way";
  EXPECT_EQ(run(), 1);
  EXPECT_NE(err().find("/session"), std::string::npos) << err();
  fs::remove(to / "session");
  const auto files = listed();
  EXPECT_EQ(files.count("participant/day=2026-11-20/data.parquet"), 1U);
  EXPECT_EQ(files.count("segment/day=2026-11-20/data.parquet"), 0U);
  ASSERT_EQ(run(), 0) << err();
  EXPECT_EQ(number("SELECT count(*) FROM " + glob("session")), 3);
}

}  // namespace
}  // namespace nowthen
