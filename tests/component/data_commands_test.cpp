#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/simulated_process.hpp"

namespace nowthen {
namespace {
using testing::SimulatedProcess;
namespace json = boost::json;

const Instant noon = parse_instant("2026-11-18T12:00:00Z").value();

sim::Options small_centre(std::string faults = {}) {
  return {.seed = 5, .days = 3, .per_day = 300, .now = noon, .speed = 0, .faults = std::move(faults)};
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

const std::vector<std::string> yesterday{"history", "--from", "2026-11-17", "--to", "2026-11-18"};

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(HistoryCommand, GivesEachConversationOnceInEveryFormat) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run(with(yesterday, {"--format", "json"})), 0) << process.err.str();
  const auto records = json::parse(process.out.str()).as_array();
  ASSERT_GT(records.size(), 100U);
  std::set<std::string> ids;
  for (const auto& record : records) ids.insert(std::string(record.at("conversationId").as_string()));
  EXPECT_EQ(ids.size(), records.size());
  EXPECT_NE(process.err.str().find(": complete"), std::string::npos) << process.err.str();

  ASSERT_EQ(process.run(with(yesterday, {"--format", "ndjson", "--quiet"})), 0);
  EXPECT_EQ(lines_of(process.out.str()), records.size());
  EXPECT_EQ(process.err.str(), "");
  ASSERT_EQ(process.run(with(yesterday, {"--format", "csv"})), 0);
  EXPECT_EQ(lines_of(process.out.str()), records.size() + 1);
  ASSERT_EQ(process.run(with(yesterday, {"--format", "table"})), 0);
  EXPECT_EQ(lines_of(process.out.str()), records.size() + 2);
}

TEST(HistoryCommand, GivesTheSameBytesWhateverPassesOnTheWay) {
  SimulatedProcess calm(small_centre());
  ASSERT_EQ(calm.run(with(yesterday, {"--format", "ndjson"})), 0);
  SimulatedProcess rough(small_centre(R"([
    {"match": {"endpoint": "history"}, "at": 1, "do": 503},
    {"match": {"endpoint": "history"}, "at": 3, "do": 429, "retry_after": 7},
    {"match": {"endpoint": "history"}, "at": 5, "do": "expire_token"}])"));
  ASSERT_EQ(rough.run(with(yesterday, {"--format", "ndjson"})), 0) << rough.err.str();
  EXPECT_EQ(rough.out.str(), calm.out.str());
}

TEST(HistoryCommand, SaysThatMaxPagesEndedIt) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run(with(yesterday, {"--page-size", "10", "--max-pages", "2", "--format", "ndjson"})), 0);
  EXPECT_EQ(lines_of(process.out.str()), 20U);
  EXPECT_NE(process.err.str().find("ended by --max-pages"), std::string::npos);
}

TEST(HistoryCommand, FailsWithOneLineAndAHintAndNoData) {
  SimulatedProcess process(small_centre(R"([{"match": {"endpoint": "history"}, "every": 1, "do": "forbidden",
                                             "scope": "analytics:conversation:view"}])"));
  EXPECT_EQ(process.run(yesterday), 1);
  EXPECT_EQ(process.out.str(), "");
  EXPECT_EQ(process.err.str().rfind("nowthen: ", 0), 0U) << process.err.str();
  EXPECT_NE(process.err.str().find("\nhint: "), std::string::npos) << process.err.str();
}

TEST(HistoryCommand, EndsWellFormedWhenInterrupted) {
  SimulatedProcess process(small_centre());
  process.stop.request_stop();
  EXPECT_EQ(process.run(with(yesterday, {"--format", "json"})), 130);
  EXPECT_EQ(process.out.str(), "[]\n");
}

TEST(HistoryCommand, CountsSpansBackFromTheServersNow) {
  using namespace std::chrono_literals;
  SimulatedProcess right(small_centre());
  ASSERT_EQ(right.run({"history", "--from", "-24h", "--format", "ndjson"}), 0) << right.err.str();
  EXPECT_EQ(right.err.str().find("note: "), std::string::npos) << right.err.str();
  for (const auto off : {-30h, 30h}) {
    SimulatedProcess wrong(small_centre());
    wrong.clock.jump_wall(off);
    ASSERT_EQ(wrong.run({"history", "--from", "-24h", "--format", "ndjson"}), 0) << wrong.err.str();
    EXPECT_GT(lines_of(right.out.str()), 100U);
    EXPECT_EQ(wrong.out.str(), right.out.str());
    EXPECT_EQ(wrong.err.str().rfind("note: this machine's clock is 30 h 0 min ", 0), 0U) << wrong.err.str();
    ASSERT_EQ(wrong.run({"history", "--from", "-24h", "--quiet"}), 0);
    EXPECT_EQ(wrong.err.str(), "");
  }
}

TEST(EveryListing, TellsOnceThatTheClockIsFarFromTheServers) {
  using namespace std::chrono_literals;
  for (const std::vector<std::string>& command : {std::vector<std::string>{"live", "--format", "json"},
                                                  {"compare", "--format", "json"},
                                                  {"history", "--from", "-1h", "--format", "json"}}) {
    SimulatedProcess process(small_centre());
    process.clock.jump_wall(-5min);
    ASSERT_EQ(process.run(command), 0) << process.err.str();
    const std::string told = process.err.str();
    const auto note = told.find("note: this machine's clock is 5 min behind the server's");
    ASSERT_NE(note, std::string::npos) << command[0] << told;
    EXPECT_EQ(told.find("note: ", note + 1), std::string::npos) << command[0] << told;
  }
}

TEST(CompareCommand, IsNotMisledByAClockThatIsWrong) {
  SimulatedProcess right(small_centre());
  ASSERT_EQ(right.run({"compare", "--format", "ndjson"}), 0) << right.err.str();
  SimulatedProcess wrong(small_centre());
  wrong.clock.jump_wall(std::chrono::hours{-7});
  ASSERT_EQ(wrong.run({"compare", "--format", "ndjson"}), 0) << wrong.err.str();
  EXPECT_EQ(wrong.out.str(), right.out.str());
}

TEST(HistoryCommand, PointsAtTheFilterWhenNothingMatches) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run(with(yesterday, {"--queue", "no-such-queue", "--format", "json"})), 0)
      << process.err.str();
  EXPECT_EQ(process.out.str(), "[]\n");
  EXPECT_NE(process.err.str().find("hint: nothing matched; try again without --queue"), std::string::npos)
      << process.err.str();
}

TEST(HistoryCommand, ClosesTheArrayAndPromisesNothingWhenTheUnreadableCannotBeKept) {
  SimulatedProcess process(
      small_centre(R"([{"match": {"endpoint": "history"}, "at": 1, "do": "missing_id"}])"));
  EXPECT_EQ(process.run(with(yesterday, {"--format", "json", "--set-aside", "/dev/full"})), 1);
  boost::system::error_code failure;
  json::parse(process.out.str(), failure);
  EXPECT_FALSE(failure) << "the array is closed";
  EXPECT_EQ(process.err.str().find("their bytes are in"), std::string::npos) << process.err.str();
  EXPECT_NE(
      process.err.str().find("nowthen: cannot write /dev/full: No space left on device\n"
                             "hint: free some space, or name a file on another disk with --set-aside FILE\n"),
      std::string::npos)
      << process.err.str();
}

TEST(EveryListing, PraisesNothingThatCouldNotBeWritten) {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"live"}, yesterday}) {
    SimulatedProcess process(small_centre());
    EXPECT_EQ(process.run(with(command, {"-o", "/dev/full"})), 1);
    EXPECT_EQ(process.err.str(),
              "nowthen: cannot write /dev/full: No space left on device\n"
              "hint: free some space, or name a file on another disk with -o FILE\n");
  }
}

TEST(HistoryCommand, RefusesOneFileForTwoThings) {
  SimulatedProcess process(small_centre());
  EXPECT_EQ(process.run(with(yesterday, {"-o", "no/x", "--set-aside", "no/./x"})), 2);
  EXPECT_EQ(process.run(with(yesterday, {"-o", ""})), 2);
  EXPECT_TRUE(process.simulator->requests().empty());
}

TEST(HistoryCommand, TakesADashForStandardOutput) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run(with(yesterday, {"-o", "-", "--max-pages", "1"})), 0) << process.err.str();
  EXPECT_TRUE(json::parse(process.out.str()).is_array());
}

TEST(DemoCommand, RefusesAScriptThatIsNotThere) {
  SimulatedProcess process(small_centre());
  EXPECT_EQ(process.run({"demo", "--faults", "/no/such/script"}), 2);
  EXPECT_NE(process.err.str().find("\nhint: "), std::string::npos);
}

TEST(SimCommand, RefusesWhatCannotBeServedAndSaysWhatHelps) {
  SimulatedProcess process(small_centre());
  const std::vector<std::vector<std::string>> refused{{"--records", "/no/such/folder"},
                                                      {"--records", "/proc/self/fd"},
                                                      {"--client-secret="},
                                                      {"--client-id", ""},
                                                      {"--days", "3660", "--per-day", "999999"},
                                                      {"--scopes", "foo"},
                                                      {"--faults", "/no/such/script"},
                                                      {"--limits", "/no/such/limits"},
                                                      {"--per-day", "0"}};
  for (const auto& options : refused) {
    EXPECT_EQ(process.run(with({"sim"}, options)), 2) << options[0] << process.err.str();
    EXPECT_NE(process.err.str().find("\nhint: "), std::string::npos) << process.err.str();
    EXPECT_EQ(process.err.str().find("nowthen --help lists"), std::string::npos) << process.err.str();
  }
}

TEST(LiveCommand, ListsWhatTheServerCounts) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run({"live", "--format", "ndjson"}), 0) << process.err.str();
  EXPECT_GT(lines_of(process.out.str()), 100U);
  EXPECT_NE(process.err.str().find(": complete"), std::string::npos);
  EXPECT_NE(process.err.str().find(" closed"), std::string::npos);
}

TEST(LiveCommand, AsksActivityForTheTableAloneAndDoesWithoutWhereItMayNot) {
  for (const bool may : {true, false}) {
    sim::Options options = small_centre();
    options.contract = sim::Contract::platform;
    if (!may) std::erase(options.permissions, "analytics:queueObservation:view");
    SimulatedProcess process(options);
    const auto live = [&](const char* format) {
      return process.run({"--contract", "platform", "live", "--format", format});
    };
    ASSERT_EQ(live("table"), 0) << process.err.str();
    EXPECT_GT(lines_of(process.out.str()), 10U);
    EXPECT_EQ(process.err.str().find("note: without activity") == std::string::npos, may)
        << process.err.str();
    ASSERT_EQ(live("ndjson"), 0) << process.err.str();
    EXPECT_EQ(process.err.str().find("activity"), std::string::npos) << process.err.str();
  }
}

TEST(LiveCommand, RefusesWhatOnlyTheBoardHas) {
  SimulatedProcess process(small_centre());
  EXPECT_EQ(process.run({"live", "--rows", "3"}), 2);
  EXPECT_EQ(process.err.str(),
            "nowthen: --rows goes only with --watch\nhint: nowthen live --watch --rows 3\n");
  EXPECT_EQ(process.run({"live", "--every", "9"}), 2);
  EXPECT_EQ(process.run({"live", "--watch", "--set-aside", "x"}), 2);
}

TEST(LiveCommand, RefusesToWatchIntoAFile) {
  SimulatedProcess process(small_centre());
  EXPECT_EQ(process.run({"live", "--watch", "--format", "json"}), 2);
  EXPECT_NE(process.err.str().find("hint: "), std::string::npos);
}

TEST(CompareCommand, FindsOnBothSidesWhatIsOnBoth) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run({"compare", "--all", "--format", "json"}), 0) << process.err.str();
  const auto report = json::parse(process.out.str());
  const auto& counts = report.at("counts").as_object();
  std::int64_t total = 0;
  for (const auto& [finding, number] : counts) total += number.as_int64();
  EXPECT_EQ(static_cast<std::size_t>(total), report.at("conversations").as_array().size());
  EXPECT_GT(counts.at("equal").as_int64(), 50);
  EXPECT_GT(counts.at("open").as_int64(), 0);
  EXPECT_EQ(counts.at("missing_from_live").as_int64(), 0);
  EXPECT_EQ(counts.at("differs").as_int64(), 0) << "the centre stands still";
  EXPECT_TRUE(report.at("history").at("complete").as_bool());
}

TEST(CompareCommand, DoesNotMissOnThePlatformWhatStartedWhileLiveWasRead) {
  auto options = small_centre(
      R"([{"match": {"endpoint": "details_query"}, "at": 2, "do": "throttle", "retry_after": 150}])");
  options.days = 1;
  options.per_day = 20'000;
  options.speed = 1;
  SimulatedProcess process(options);
  const int code = process.run({"compare", "--contract", "platform", "--last", "10m", "--format", "json"});
  ASSERT_TRUE(code == 0 || code == 3)
      << process.err.str();  // Those that end meanwhile may leave live unproven.
  const auto report = json::parse(process.out.str());
  EXPECT_EQ(report.at("counts").at("missing_from_live").as_int64(), 0);
  EXPECT_GT(report.at("counts").at("equal").as_int64(), 0);
}

TEST(AuthCommand, FailsWhereThePlatformCannotBeAsked) {
  for (const char* status : {"404", "500"}) {
    SimulatedProcess process(
        small_centre(R"([{"match": {"endpoint": "token_me"}, "do": )" + std::string(status) + "}]"));
    EXPECT_EQ(process.run({"auth", "--contract", "platform", "--format", "json"}), 1) << status;
    EXPECT_EQ(process.out.str(), "") << status;
    EXPECT_EQ(process.err.str().find("try --contract tutorial") != std::string::npos,
              std::string(status) == "404")
        << process.err.str();
  }
}

TEST(AuthCommand, ReportsWhatARoleMayNotAsk) {
  SimulatedProcess process(small_centre(R"([{"match": {"endpoint": "organization"}, "do": 403}])"));
  ASSERT_EQ(process.run({"auth", "--contract", "platform", "--format", "json"}), 0) << process.err.str();
  const auto platform = json::parse(process.out.str()).at("platform");
  EXPECT_FALSE(platform.at("untold").as_string().empty());
}

TEST(CompareCommand, TakesASpanWithOrWithoutASign) {
  SimulatedProcess process(small_centre());
  EXPECT_EQ(process.run({"compare", "--last", "-24h", "--format", "json"}), 0) << process.err.str();
  EXPECT_EQ(process.run({"compare", "--last", "foo"}), 2);
  EXPECT_EQ(process.err.str().rfind("nowthen: --last: cannot read 'foo'", 0), 0U) << process.err.str();
}

TEST(DemoCommand, TellsItsStoryAndEnds) {
  SimulatedProcess process(small_centre());
  ASSERT_EQ(process.run({"demo"}), 0) << process.err.str();
  const std::string story = process.out.str();
  for (const std::string heading :
       {"1  A token", "2  What is going on now", "3  What happened", "4  Both sides",
        "5  The same centre, asked as Genesys Cloud itself is", "6  All of it kept, and proven",
        "7  Two nights later", "8  What happened on the wire", "9  Go on yourself"})
    EXPECT_NE(story.find(heading), std::string::npos) << heading;
  EXPECT_NE(story.find("429 x 1"), std::string::npos);
  EXPECT_NE(story.find("503 x 1"), std::string::npos);
  EXPECT_EQ(story.find('\x1b'), std::string::npos) << "no colours where there is no terminal";
}

}  // namespace
}  // namespace nowthen
