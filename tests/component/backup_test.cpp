// Copies of a data folder: whole or not there, small again, and never harming the one before.
#include "extract/backup.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <filesystem>
#include <fstream>

#include "archive/erase.hpp"
#include "extract/backup_files.hpp"
#include "extract/prune.hpp"
#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;
using testing::KeptData;
using testing::noon;
using testing::page_of;
using testing::simulated_records;
using namespace std::chrono_literals;

class Backup : public ::testing::Test {
 protected:
  Backup() {
    DataSet data = kept.open();
    EXPECT_TRUE(data.take(page_of(simulated_records(41), noon - 24h * 30)));
    EXPECT_TRUE(data.begin_segment());
    EXPECT_TRUE(data.take(page_of(simulated_records(42), noon)));
  }

  Result<BackupReport> copy(BackupOptions options = {}, const std::stop_token& stop = {}) const {
    const auto folder = DataFolder::take(kept.path(), Use::shared, "backup").value();
    options.at = noon;
    return back_up(folder, destination(), options, stop);
  }

  std::string destination() const { return place.path(); }
  std::string copied(const std::string& name = "") const { return destination() + "/data" + name; }

  static DataVerification verified(const std::string& path) {
    const auto folder = DataFolder::take(path, Use::shared, "verify").value();
    return verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
  }

  static std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// Every file of the copy with what is in it.
  std::map<std::string, std::string> everything() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : files::recursive_directory_iterator(destination()))
      if (entry.is_regular_file())
        all[entry.path().lexically_relative(destination()).string()] = content(entry.path().string());
    return all;
  }

  KeptData kept;
  testing::ArchiveFolder place;  ///< For a folder of its own; nothing is in it yet.
};

TEST_F(Backup, IsSoundAndForItsOwnerAlone) {
  const BackupReport report = copy().value();
  EXPECT_EQ(report.folder, copied());
  EXPECT_EQ(report.files, report.new_files);
  const DataVerification found = verified(copied());
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.pages_not_merged, 0);
  EXPECT_EQ(found.archive.statistics.records, verified(kept.path()).archive.statistics.records);
  for (const auto& entry : files::recursive_directory_iterator(copied()))
    EXPECT_EQ(static_cast<unsigned>(entry.status().permissions()) & 077U, 0U) << entry.path();
}

TEST_F(Backup, TakesWhateverBelongsToTheDataAndNothingElse) {
  const auto put = [this](const std::string& name) { std::ofstream(kept.path() + "/" + name) << name; };
  files::create_directory(kept.path() + "/spill");
  for (const char* name : {"privacy.key", "spill/x", "verify-7.duckdb", "warehouse.duckdb.corrupt-1",
                           "warehouse.duckdb.new", "archive/segment-0000000009.new"})
    put(name);
  files::create_symlink("/etc/hostname", kept.path() + "/link");
  ASSERT_EQ(::mkfifo((kept.path() + "/pipe").c_str(), 0600), 0);
  ASSERT_TRUE(copy());
  const auto all = everything();
  EXPECT_EQ(all.at("data/privacy.key"), "privacy.key");
  EXPECT_EQ(all.at("data/lock"), "");
  for (const auto& [name, text] : all)
    for (const char* foreign : {"spill", "verify-", "corrupt", ".new", "link", "pipe"})
      EXPECT_EQ(name.find(foreign), std::string::npos) << name;
}

TEST_F(Backup, AgainCopiesOnlyWhatChanged) {
  const BackupReport first = copy().value();
  EXPECT_EQ(copy().value().new_files, 0U);
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(page_of(simulated_records(43), noon + 1h)));
  }
  const BackupReport second = copy().value();
  EXPECT_EQ(second.new_files, 2U) << "the tables, and the archive's last segment";
  EXPECT_LT(second.new_bytes, second.bytes);
  EXPECT_GT(second.bytes, first.bytes);
  EXPECT_TRUE(verified(copied()).sound());
}

TEST_F(Backup, CarriesOverWhatWasErasedAndPruned) {
  ASSERT_TRUE(copy());
  const auto place_of_one = archive::Position{2, 168, 0};
  ASSERT_TRUE(archive::erase(kept.path() + "/archive", {{place_of_one}}));
  files::remove(kept.path() + "/warehouse.duckdb");
  {
    DataSet data = kept.open();
    ASSERT_TRUE(
        prune(data, {.tables = {.conversations = noon - 24h * 10}, .archive = noon - 24h * 10}, noon, {}));
  }
  ASSERT_TRUE(copy());
  EXPECT_FALSE(files::exists(copied("/archive/segment-0000000001")));
  const DataVerification found = verified(copied());
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.archive.statistics.erased_records, 1U);
}

TEST_F(Backup, LeavesTheCopyBeforeAsItWasWhenItIsStopped) {
  ASSERT_TRUE(copy());
  const auto before = everything();
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(page_of(simulated_records(44), noon + 1h)));
  }
  std::stop_source stop;
  const auto stopped =
      copy({.on_progress = [&stop](std::uint64_t) { stop.request_stop(); }}, stop.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(everything(), before);
}

TEST_F(Backup, GoesOnAfterOneThatWasKilled) {
  ASSERT_TRUE(copy());
  files::create_directories(copied(".new/archive"));
  std::ofstream(copied(".new/archive/segment-0000000001")) << "half";
  files::rename(copied(), copied(".old"));
  ASSERT_TRUE(copy());
  EXPECT_TRUE(verified(copied()).sound());
  EXPECT_FALSE(files::exists(copied(".new")));
  EXPECT_FALSE(files::exists(copied(".old")));
}

TEST_F(Backup, IsRefusedWhereTheDiskHasNoRoom) {
  const auto refused = copy({.floor = {.space = [](const std::string&) {
                               return DiskSpace{1'000, 1'000'000};
                             }}});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("free"), std::string::npos);
  EXPECT_FALSE(files::exists(copied()));
}

TEST_F(Backup, RefusesAFolderOfSomebodyElseAndTheDataItself) {
  files::create_directories(destination());
  std::ofstream(destination() + "/thesis.txt") << "years of work";
  EXPECT_FALSE(copy());
  EXPECT_EQ(everything().size(), 1U);
  const auto folder = DataFolder::take(kept.path(), Use::shared, "backup").value();
  for (const std::string& within :
       {kept.path(), kept.path() + "/backup", files::path(kept.path()).parent_path().string()})
    EXPECT_FALSE(back_up(folder, within, {}, {})) << within;
  EXPECT_FALSE(files::exists(kept.path() + "/backup"));
}

TEST_F(Backup, RefusesToReplaceACopyThatWasUsedAsData) {
  ASSERT_TRUE(copy());
  {
    auto folder = DataFolder::take(copied(), Use::owned, "import").value();
    DataSet data = DataSet::open(std::move(folder), warehouse::Library::load().value()).value();
    ASSERT_TRUE(data.take(page_of({R"({"conversationId":"a"})"}, noon)));
  }
  const auto before = everything();
  const auto refused = copy();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("has been changed since it was made"), std::string::npos);
  EXPECT_EQ(everything(), before);
  files::remove_all(copied());
  EXPECT_TRUE(copy());
}

TEST_F(Backup, ReplacesACopyThatWasOnlyRead) {
  ASSERT_TRUE(copy());
  EXPECT_TRUE(verified(copied()).sound());
  EXPECT_TRUE(copy());
}

TEST_F(Backup, RefusesToReplaceACopyThatIsInUse) {
  ASSERT_TRUE(copy());
  for (const Use use : {Use::shared, Use::owned}) {
    const auto user = DataFolder::take(copied(), use, "query").value();
    const auto refused = copy();
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("in use by"), std::string::npos) << refused.error().message;
  }
  EXPECT_TRUE(copy());
}

TEST_F(Backup, WithoutASwapInOneStepTheCopyBeforeStaysUntilTheNewOneIsInPlace) {
  files::create_directories(destination());
  const auto put = [](const std::string& folder) {
    files::create_directories(folder);
    std::ofstream(folder + "/name") << folder;
  };
  put(copied());
  put(copied(".new"));
  ASSERT_TRUE(swap_folders(copied(".new"), copied(), Swap::in_two_steps));
  EXPECT_EQ(content(copied("/name")), copied(".new"));
  EXPECT_EQ(content(copied(".old/name")), copied()) << "it goes once the names are on the disk";
  files::remove_all(copied(".old"));
  EXPECT_FALSE(swap_folders(copied(".nosuch"), copied(), Swap::in_two_steps));
  EXPECT_EQ(content(copied("/name")), copied(".new")) << "what could not be replaced is where it was";
}

TEST_F(Backup, CanBeGoneOnWithAsIfItWereTheData) {
  ASSERT_TRUE(copy());
  auto folder = DataFolder::take(copied(), Use::owned, "import").value();
  DataSet data = DataSet::open(std::move(folder), warehouse::Library::load().value()).value();
  EXPECT_EQ(data.recovery().pages, 0);
  EXPECT_TRUE(data.take(page_of({R"({"conversationId":"a"})"}, noon)));
}

}  // namespace
}  // namespace nowthen::extract
