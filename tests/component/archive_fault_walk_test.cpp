// The Nth step that changes the disk fails, for every N until none does.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>

#include "archive/erase.hpp"
#include "archive/set_aside.hpp"
#include "tests/support/archive_folder.hpp"

namespace nowthen::archive {
namespace {
using testing::append;
using testing::ArchiveFolder;
using testing::FaultyDisk;
using testing::findings_of;
using testing::open_writer;
using testing::page_of;
using testing::PlainPage;
using testing::quick_disk;
using testing::read_all;

/// Seven pages, synced two by two, over several segments.
class Scenario {
 public:
  static constexpr std::uint64_t segment_bytes = 900;

  /// Goes on until something fails. @return whether nothing did
  bool run(const ArchiveFolder& folder, Disk& disk) {
    auto writer = open_writer(folder, {.segment_bytes = segment_bytes, .disk = &disk});
    if (!writer) return false;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (!append(*writer, pages[i])) return give_up(*writer, i);
      if (i % 2 == 1 && !sync(*writer)) return give_up(*writer, i);
    }
    return sync(*writer);
  }

  const std::vector<PlainPage> pages{
      page_of({"one", "uno"}), page_of({std::string(500, '2')}), page_of({}),
      page_of({"four"}),       page_of({"five", "cinque"}),      page_of({"six"}),
      page_of({"seven"})};
  std::optional<Head> concluded;  ///< What a ledger would remember.

 private:
  bool sync(Writer& writer) {
    if (!writer.sync()) return false;
    concluded = writer.head();
    return true;
  }

  /// A writer that has failed believes nothing any more.
  bool give_up(Writer& writer, std::size_t i) {
    EXPECT_FALSE(writer.sync());
    EXPECT_FALSE(append(writer, pages[i]));
    EXPECT_NE(writer.close().error().message.find("takes nothing more until it is opened again"),
              std::string::npos);
    return false;
  }
};

/// What is read begins with everything that was concluded from, and holds nothing else than what was
/// appended.
void expect_continuation(const Scenario& scenario, const std::vector<PlainPage>& read) {
  ASSERT_LE(read.size(), scenario.pages.size());
  EXPECT_GE(read.size(), scenario.concluded.value_or(Head{}).sequence);
  EXPECT_TRUE(std::equal(read.begin(), read.end(), scenario.pages.begin()));
}

/// Opens the archive again, appends, and finds nothing to complain about.
void expect_to_go_on(const ArchiveFolder& folder, const Scenario& scenario, std::optional<Head> concluded) {
  auto writer = open_writer(folder, {.segment_bytes = Scenario::segment_bytes, .concluded = concluded});
  ASSERT_TRUE(writer) << writer.error().message;
  EXPECT_TRUE(writer->findings().empty());
  expect_continuation(scenario, read_all(folder.path()));
  ASSERT_TRUE(append(*writer, page_of({"after"})));
  ASSERT_TRUE(writer->close());
  const auto verified = verify(folder.path(), {.expected = writer->head()});
  ASSERT_TRUE(verified);
  EXPECT_TRUE(verified->sound()) << findings_of(folder.path());
  EXPECT_EQ(read_all(folder.path()).back(), page_of({"after"}));
}

class ArchiveFaultWalk : public ::testing::TestWithParam<int> {};

TEST_P(ArchiveFaultWalk, KilledAtAnyStepNothingConcludedIsLost) {
  for (int step = 1;; ++step) {
    SCOPED_TRACE(step);
    const ArchiveFolder folder;
    FaultyDisk disk({.step = step, .code = GetParam()});
    Scenario scenario;
    if (scenario.run(folder, disk)) break;
    expect_to_go_on(folder, scenario, std::nullopt);
    ASSERT_LT(step, 200);
  }
}

TEST_P(ArchiveFaultWalk, FailingOnceIsFailingUntilOpenedAgain) {
  for (int step = 1;; ++step) {
    SCOPED_TRACE(step);
    const ArchiveFolder folder;
    FaultyDisk disk({.step = step, .code = GetParam(), .is_last = false});
    Scenario scenario;
    if (scenario.run(folder, disk)) break;
    expect_to_go_on(folder, scenario, scenario.concluded);
    ASSERT_LT(step, 200);
  }
}

TEST_P(ArchiveFaultWalk, APowerCutAtAnyStepLosesNothingThatWasSynced) {
  constexpr int most_steps = 200;
  bool done = false;
  for (int step = 1; !done; ++step) {
    ASSERT_LT(step, most_steps);
    for (std::uint64_t seed = 1; seed <= 8 && !done; ++seed) {
      const ArchiveFolder folder;
      Scenario scenario;
      FaultyDisk disk({.step = step, .code = GetParam()});
      done = scenario.run(folder, disk);
      SCOPED_TRACE(::testing::Message() << "step " << step << ", seed " << seed);
      disk.lose_unsynced(seed);
      expect_to_go_on(folder, scenario, scenario.concluded.value_or(Head{}));
    }
  }
}

TEST_P(ArchiveFaultWalk, ARepairThatFailsIsDoneByTheNextOne) {
  for (int step = 1;; ++step) {
    SCOPED_TRACE(step);
    const ArchiveFolder folder;
    Scenario scenario;
    FaultyDisk good;
    ASSERT_TRUE(scenario.run(folder, good));
    const std::uint32_t last = list_folder(folder.path())->segments.back();
    folder.overwrite(folder.segment(last), folder.content(folder.segment(last)) + "torn");
    folder.overwrite(folder.file(unfinished_name(last + 1)), "half");
    FaultyDisk disk({.step = step, .code = GetParam()});
    if (open_writer(folder, {.disk = &disk})) break;
    expect_to_go_on(folder, scenario, scenario.concluded);
    ASSERT_LT(step, 200);
  }
}

TEST_P(ArchiveFaultWalk, AnErasureThatFailsIsFinishedByTheNextOne) {
  for (int step = 1;; ++step) {
    SCOPED_TRACE(step);
    const ArchiveFolder folder;
    Scenario scenario;
    FaultyDisk good;
    ASSERT_TRUE(scenario.run(folder, good));
    const std::vector<Position> both{{1, segment_header_bytes, 0}, {1, segment_header_bytes, 1}};
    FaultyDisk disk({.step = step, .code = GetParam()});
    const bool done = erase(folder.path(), both, disk).has_value();
    ASSERT_TRUE(erase(folder.path(), both, quick_disk()));
    EXPECT_EQ(findings_of(folder.path()), "");
    EXPECT_EQ(read_all(folder.path()).front().records, (std::vector<std::string>{"erased", "erased"}));
    if (done) break;
    ASSERT_LT(step, 200);
  }
}

TEST_P(ArchiveFaultWalk, APruningThatFailsIsFinishedByTheNextOne) {
  for (int step = 1;; ++step) {
    SCOPED_TRACE(step);
    const ArchiveFolder folder;
    Scenario scenario;
    FaultyDisk disk({.step = 1'000 + step, .code = GetParam()});
    ASSERT_TRUE(scenario.run(folder, disk));
    bool done = false;
    {
      FaultyDisk failing({.step = step, .code = GetParam()});
      auto writer = open_writer(folder, {.segment_bytes = Scenario::segment_bytes, .disk = &failing});
      done = writer && writer->prune(2);
    }
    auto writer = open_writer(folder, {.segment_bytes = Scenario::segment_bytes});
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->prune(2));
    ASSERT_TRUE(writer->close());
    EXPECT_TRUE(verify(folder.path(), {.expected = writer->head()})->sound()) << findings_of(folder.path());
    if (done) break;
    ASSERT_LT(step, 200);
  }
}

INSTANTIATE_TEST_SUITE_P(Codes, ArchiveFaultWalk, ::testing::Values(ENOSPC, EIO));

TEST(ArchiveFaults, AFileThatMayNotGrowEndsTheWriterInWords) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(append(*writer, page_of({"kept"})));
  ASSERT_TRUE(writer->sync());
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 600, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto appended = append(*writer, page_of({"lost", "too"}));
  ::setrlimit(RLIMIT_FSIZE, &before);
  static_cast<void>(std::signal(SIGXFSZ, handler));
  ASSERT_FALSE(appended);
  EXPECT_NE(appended.error().message.find("File too large"), std::string::npos);
  EXPECT_NE(appended.error().hint.find("ulimit -f"), std::string::npos);
  const auto again = open_writer(folder);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->cut());
  EXPECT_EQ(read_all(folder.path()), std::vector<PlainPage>{page_of({"kept"})});
}

}  // namespace
}  // namespace nowthen::archive
