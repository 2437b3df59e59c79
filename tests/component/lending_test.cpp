// What writes or needs files that hold still, beside an owner: it lends the folder.
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <filesystem>
#include <future>
#include <thread>

#include "access/remote_tables.hpp"
#include "cli/lend_request.hpp"
#include "extract/erasure/erasure.hpp"
#include "extract/verify_data.hpp"
#include "support/faulty_disk.hpp"
#include "support/kept_data.hpp"
#include "support/owned_home.hpp"
#include "support/simulated_process.hpp"

namespace nowthen {
namespace {

using testing::FilledHome;
using testing::OwnedHome;
using testing::record_of;
namespace fs = std::filesystem;

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << "code " << outcome.code << "\nout: " << outcome.out << "\nerr: " << outcome.err;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

class Lending : public ::testing::Test {
 protected:
  Lending() : process({.now = parse_instant("2026-11-25T12:00:00Z").value()}) { fill(home); }

  static void fill(const FilledHome& home) {
    const std::string start = R"("conversationStart":"2024-11-20T23:30:00.000Z")";
    home.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 60'000),
               replaced(record_of("c-2", "2024-11-20T23:30:00.000Z", 30'000), start,
                        start + R"(,"conversationEnd":"2024-11-20T23:40:00.000Z")")});
    home.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 61'000)}, "2026-11-25T10:00:00Z");
  }

  /// Of a home; how long its path is does not count.
  Outcome run(const FilledHome& of, std::vector<std::string> arguments) {
    process.environment["NOWTHEN_HOME"] = of.path();
    const int code = process.run(std::move(arguments));
    return {.code = code,
            .out = replaced(process.out.str(), of.path(), "HOME"),
            .err = replaced(process.err.str(), of.path(), "HOME")};
  }
  Outcome run(std::vector<std::string> arguments) { return run(home, std::move(arguments)); }

  std::int64_t count(const std::string& from) {
    const Outcome found = run({"query", "SELECT count(*) AS n FROM " + from, "--format", "csv"});
    return found.code == 0 ? std::stoll(found.out.substr(3)) : -1;
  }

  access::Caller caller() const {
    return access::Caller::reach(home.data(), {.process = ::getpid(), .purpose = "import"}, {}, {}).value();
  }

  /// The folder, lent to this test as to another process.
  struct Borrowed {
    std::unique_ptr<access::Reply> owner;
    extract::DataFolder folder;
  };
  Borrowed borrow(cli::Lent lent) const {
    auto owner = caller();
    auto reply =
        owner
            .call(cli::lend_target,
                  cli::lend_request_text({.process = ::getpid(), .purpose = "erase", .lent = lent}), {})
            .value();
    EXPECT_TRUE(cli::is_lent(reply->next().value().value()));
    auto folder = extract::DataFolder::try_to_borrow(home.data(), "erase").value();
    return {std::move(reply), std::get<extract::DataFolder>(std::move(folder))};
  }

  FilledHome home;
  testing::SimulatedProcess process;
};

TEST_F(Lending, WhatNeedsTheFolderToItselfSaysTheSameBesideAnOwner) {
  const std::vector<std::vector<std::string>> commands{{"verify", "--format", "text"},
                                                       {"verify", "--format", "json"},
                                                       {"prune", "--keep", "400d", "--dry-run"},
                                                       {"prune", "--keep", "400d", "--format", "text"},
                                                       {"erase", "--yes", "c-nosuch"},
                                                       {"erase", "--yes", "--format", "text", "c-1"},
                                                       {"erase", "--yes", "--format", "text", "--again"},
                                                       {"verify", "--format", "json"},
                                                       {"backup", "BACKUP"}};
  const FilledHome other;
  fill(other);
  const FilledHome places;  // just for its folder
  const OwnedHome owner(home);
  for (std::vector<std::string> command : commands) {
    if (command.back() == "BACKUP") command.back() = places.path() + "/direct";
    const Outcome direct = run(other, command);
    if (command.front() == "backup") command.back() = places.path() + "/lent";
    Outcome lent = run(command);
    lent.err = replaced(lent.err, "/lent", "/direct");
    if (command.front() == "backup")  // DuckDB's file may have other blocks to spare
      EXPECT_EQ(lent.code, direct.code) << lent;
    else
      EXPECT_EQ(lent, direct) << command[0] << " " << command.back();
  }
  EXPECT_EQ(count("conversation"), 0);
}

TEST_F(Lending, TheOwnerGoesOnAfterwards) {
  OwnedHome owner(home);
  ASSERT_EQ(run({"erase", "--yes", "c-1"}).code, 0) << process.err.str();
  EXPECT_EQ(owner.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 5)}).suppressed, 1);
  owner.take({record_of("c-3", "2026-11-21T10:00:00.000Z", 5)});
  EXPECT_EQ(count("conversation"), 2);
  EXPECT_EQ(run({"verify"}).code, 0) << process.out.str();
  EXPECT_FALSE(fs::exists(home.data() + "/erasing"));
  const Outcome refused = run({"query", "SELECT * FROM read_text('/etc/hostname')"});
  EXPECT_NE(refused.code, 0) << "the tables that were opened again are as confined as those before";
}

/// One conversation more, which the tables do not show yet.
Result<void> stage(extract::DataSet& data, const std::string& id) {
  const auto staged = data.stage(testing::page_of({record_of(id, "2026-11-21T10:00:00.000Z", 5)},
                                                  parse_instant("2026-11-25T00:00:00Z").value()));
  return staged ? Result<void>() : staged.error();
}

void take_in_turn(OwnedHome& owner, const std::string& id) {
  ASSERT_TRUE(owner.data().in_turn([&](extract::DataSet& data) -> Result<void> {
    if (auto staged = stage(data, id); !staged) return staged;
    const auto shown = data.commit_staged();
    return shown ? Result<void>() : shown.error();
  }));
}

/// Whether it has grown since its tables were opened.
bool has_grown(OwnedHome& owner) {
  bool found = false;
  EXPECT_TRUE(owner.data().in_turn([&](extract::DataSet& data) -> Result<void> {
    found = data.has_grown();
    return {};
  }));
  return found;
}

TEST_F(Lending, ADataSetThatHasGrownIsOpenedAnewWhereNobodyReads) {
  OwnedHome owner(home, {}, 1);
  take_in_turn(owner, "c-3");
  EXPECT_FALSE(has_grown(owner)) << "its tables were opened anew";
  EXPECT_EQ(count("conversation"), 3);
  owner.take({record_of("c-4", "2026-11-21T10:00:00.000Z", 5)});
  EXPECT_FALSE(has_grown(owner)) << "by whatever it grew";
  EXPECT_EQ(count("conversation"), 4);
  const Outcome refused = run({"query", "SELECT * FROM read_text('/etc/hostname')"});
  EXPECT_NE(refused.code, 0) << "as confined as before";
  EXPECT_EQ(run({"verify"}).code, 0) << process.out.str();
}

TEST_F(Lending, ADataSetThatHasGrownStaysOpenWhileSomebodyReads) {
  OwnedHome owner(home, {}, 1);
  {
    access::RemoteTables tables(caller(), "UTC");
    auto answer = tables.ask({.sql = "SELECT count(*) FROM range(3000000)"}, {}).value();
    take_in_turn(owner, "c-3");
    EXPECT_TRUE(has_grown(owner));
    EXPECT_TRUE(answer->next().value()) << "nobody's answer is ended for it";
    EXPECT_TRUE(has_grown(owner)) << "between two questions of one state, too";
  }
  for (int i = 0; has_grown(owner) && i < 1'000; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_FALSE(has_grown(owner)) << "once the reader has gone";
  EXPECT_EQ(count("conversation"), 3);
}

TEST_F(Lending, OpeningADataSetAnewForgetsNothingOfWhatWasTakenIn) {
  OwnedHome owner(home, {}, 0);  // after each piece of work
  std::int64_t pages = 0;
  for (const char* id : {"c-3", "c-4"})
    ASSERT_TRUE(owner.data().in_turn([&](extract::DataSet& data) { return stage(data, id); }));
  ASSERT_TRUE(owner.data().in_turn([&](extract::DataSet& data) -> Result<void> {
    const auto shown = data.commit_staged();
    if (shown) pages = shown->pages;
    return shown ? Result<void>() : shown.error();
  }));
  EXPECT_EQ(pages, 2);
}

TEST_F(Lending, WhatTheOwnerHasStagedIsThereForWhoeverBorrows) {
  OwnedHome owner(home);
  const auto stage_in_turn = [&](const std::string& id) {
    return owner.data().in_turn([&](extract::DataSet& data) { return stage(data, id); });
  };
  ASSERT_TRUE(stage_in_turn("c-3"));
  const FilledHome copies;
  ASSERT_EQ(run({"backup", copies.path()}).code, 0) << process.err.str();
  EXPECT_NE(run(copies, {"query", "SELECT count(*) AS n FROM conversation", "--format", "csv"}).out.find("3"),
            std::string::npos);
  ASSERT_TRUE(stage_in_turn("c-4"));
  ASSERT_EQ(run({"erase", "--yes", "c-4"}).code, 0) << process.err.str();
  EXPECT_EQ(count("conversation"), 3);
  EXPECT_EQ(run({"verify"}).code, 0) << process.out.str();
}

TEST_F(Lending, ACopyMadeBesideAnOwnerIsWhole) {
  OwnedHome owner(home);
  owner.take({record_of("c-3", "2026-11-21T10:00:00.000Z", 5)});
  const FilledHome copies;
  ASSERT_EQ(run({"backup", copies.path()}).code, 0) << process.err.str();
  EXPECT_EQ(run(copies, {"verify"}).code, 0) << process.out.str();
  EXPECT_NE(run(copies, {"query", "SELECT count(*) AS n FROM conversation", "--format", "csv"}).out.find("3"),
            std::string::npos);
}

TEST_F(Lending, ARunningAnswerIsEndedWithItsCauseAndNewOnesWait) {
  const OwnedHome owner(home);
  access::RemoteTables running(caller(), "UTC");
  const auto answer = running.ask({.sql = "SELECT range FROM range(100000000000)"}, {}).value();
  ASSERT_TRUE(answer->next().value());
  access::RemoteTables between(caller(), "UTC");
  {
    const auto asked = between.ask({.sql = "SELECT 1"}, {}).value();
    while (asked->next().value()) continue;
  }
  auto borrowed = std::make_unique<Borrowed>(borrow(cli::Lent::closed));
  Result<bool> more = answer->next();
  while (more && *more) more = answer->next();
  const std::string cause =
      "process " + std::to_string(::getpid()) + " erase writes the tables anew: this answer was ended";
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().message, cause);
  EXPECT_EQ(more.error().hint, "run it again: it waits until that is done");
  auto waiting = std::async(std::launch::async, [&] {
    access::RemoteTables tables(caller(), "UTC");
    return tables.ask({.sql = "SELECT 7"}, {}).value()->next().value();
  });
  EXPECT_EQ(waiting.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  borrowed.reset();
  EXPECT_TRUE(waiting.get());
  const auto other_state = between.ask({.sql = "SELECT 1"}, {});
  ASSERT_FALSE(other_state) << "one connection sees one state of the tables";
  EXPECT_EQ(other_state.error().message, cause);
}

TEST_F(Lending, ReadersGoOnWhileFilesAreCopied) {
  const OwnedHome owner(home);
  const Borrowed borrowed = borrow(cli::Lent::still);
  EXPECT_EQ(count("conversation"), 2);
}

TEST_F(Lending, TheOwnersOwnPagesWait) {
  OwnedHome owner(home);
  for (const cli::Lent lent : {cli::Lent::still, cli::Lent::closed}) {
    auto borrowed = std::make_unique<Borrowed>(borrow(lent));
    auto page = std::async(std::launch::async,
                           [&] { return owner.take({record_of("c-9", "2026-11-21T10:00:00.000Z", 5)}); });
    EXPECT_EQ(page.wait_for(std::chrono::milliseconds(0)), std::future_status::timeout);
    borrowed.reset();
    EXPECT_EQ(page.get().records, 1);
  }
}

TEST_F(Lending, WhatAKilledBorrowerBeganTheOwnerFinishes) {
  OwnedHome owner(home);
  {
    Borrowed borrowed = borrow(cli::Lent::closed);
    auto data =
        extract::DataSet::open(std::move(borrowed.folder), warehouse::Library::load().value()).value();
    const auto plan = data.find_erasure({.ids = {"c-1"}}, {}).value();
    testing::FaultyDisk disk({.step = 12});
    ASSERT_FALSE(data.erase(plan, {.now = Instant{}, .disk = &disk}));
    ASSERT_TRUE(fs::exists(home.data() + "/erasing"));
  }
  EXPECT_EQ(owner.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 5)}).suppressed, 1);
  EXPECT_FALSE(fs::exists(home.data() + "/erasing"));
  EXPECT_EQ(count("conversation WHERE conversation_id = 'c-1'"), 0);
}

TEST_F(Lending, ABorrowerKeepsOthersOutEvenWhenItsOwnerHasGone) {
  auto owner = std::make_unique<OwnedHome>(home);
  auto borrowed = std::make_unique<Borrowed>(borrow(cli::Lent::closed));
  owner.reset();  // ends although its data is lent
  const Outcome refused = run({"query", "SELECT 1"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("in use by process " + std::to_string(::getpid()) + " erase"), std::string::npos)
      << refused;
  for (const extract::Use use : {extract::Use::owned, extract::Use::shared})
    EXPECT_FALSE(extract::DataFolder::take(home.data(), use, "import"));
  borrowed.reset();
  EXPECT_EQ(count("conversation"), 2);
}

TEST_F(Lending, ALendThatLapsedBeforeItWasUsedIsNone) {
  const OwnedHome owner(home);
  auto asked = caller();
  {
    auto reply =
        asked
            .call(cli::lend_target,
                  cli::lend_request_text({.process = ::getpid(), .purpose = "x", .lent = cli::Lent::closed}),
                  {})
            .value();
    ASSERT_TRUE(cli::is_lent(reply->next().value().value()));
  }
  EXPECT_EQ(count("conversation"), 2);  // answered once the owner has it back
  const auto late = extract::DataFolder::try_to_borrow(home.data(), "x").value();
  EXPECT_TRUE(std::holds_alternative<extract::Holder>(late));
}

TEST_F(Lending, NobodyWaitsWhileAPersonThinks) {
  const OwnedHome owner(home);
  process.read_answer = [&](const std::stop_token&) -> Result<std::string> {
    access::RemoteTables tables(caller(), "UTC");
    EXPECT_TRUE(tables.ask({.sql = "SELECT 7"}, {}).value()->next().value());
    return std::string("yes");
  };
  EXPECT_EQ(run({"erase", "c-1"}).code, 0) << process.err.str();
  EXPECT_EQ(count("conversation"), 1);
}

TEST_F(Lending, RequestsThatAreNoneAreRefused) {
  for (const char* text : {"", "x", "[]", "{}", R"({"process":1,"purpose":"erase"})",
                           R"({"process":"1","purpose":"erase","lent":"still"})",
                           R"({"process":1,"purpose":"erase","lent":"open"})"})
    EXPECT_FALSE(cli::parse_lend_request(text)) << text;
  const cli::LendRequest request{.process = 7, .purpose = "erase", .lent = cli::Lent::closed};
  EXPECT_EQ(cli::parse_lend_request(cli::lend_request_text(request)).value(), request);
}

}  // namespace
}  // namespace nowthen
