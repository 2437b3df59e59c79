#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* three_days = "2026-11-17T00:00:00.000Z/2026-11-21T00:00:00.000Z";
constexpr const char* details = "/api/v2/analytics/conversations/details";

std::string body(const std::string& rest = "", const std::string& interval = three_days) {
  return R"({"interval":")" + interval + "\"" + (rest.empty() ? "" : "," + rest) + "}";
}

std::string page(int number, int size = 100) {
  return R"("paging":{"pageSize":)" + std::to_string(size) + R"(,"pageNumber":)" + std::to_string(number) +
         "}";
}

/// Every record of a query, page by page.
std::vector<json::object> all(PlatformBench& bench, const std::string& rest = "",
                              const std::string& interval = three_days) {
  std::vector<json::object> records;
  for (int number = 1; number < 100; ++number) {
    const auto reply = bench.query(body(page(number) + (rest.empty() ? "" : "," + rest), interval));
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto value = PlatformBench::json(reply);
    const auto* list = value.as_object().if_contains("conversations");
    if (list == nullptr || list->as_array().empty()) break;
    for (const auto& each : list->as_array()) records.push_back(each.as_object());
  }
  return records;
}

std::vector<std::string> ids_of(const std::vector<json::object>& records) {
  std::vector<std::string> ids;
  ids.reserve(records.size());
  for (const auto& each : records) ids.push_back(text(each.at("conversationId")));
  return ids;
}

std::set<std::string> set_of(const std::vector<json::object>& records) {
  const auto ids = ids_of(records);
  return {ids.begin(), ids.end()};
}

TEST(DetailsQuery, GivesEveryRecordOnceInTheOrderOfStartAndEndsWithoutConversations) {
  PlatformBench bench;
  const auto records = all(bench);
  EXPECT_EQ(set_of(records).size(), records.size());
  std::string last;
  for (const auto& record : records) {
    EXPECT_LE(last, text(record.at("conversationStart")));
    last = text(record.at("conversationStart"));
  }
  const auto beyond = PlatformBench::json(bench.query(body(page(90)))).as_object();
  EXPECT_FALSE(beyond.contains("conversations"));
  EXPECT_EQ(beyond.at("totalHits").as_int64(), std::ssize(records));
}

TEST(DetailsQuery, ShowsWhatTheTruthSaysHistoryHolds) {
  PlatformBench bench;
  const auto truth = json::parse(bench.simulator->truth(testing::noon));
  const auto shown = set_of(all(bench));
  std::set<std::string> records;
  for (const auto& each : truth.at("records").as_array()) records.insert(text(each.at("id")));
  EXPECT_EQ(shown, records);
  for (const auto& each : truth.at("history").as_array()) EXPECT_TRUE(shown.contains(text(each.at("id"))));
  for (const auto& each : truth.at("deleted").as_array()) EXPECT_FALSE(shown.contains(text(each)));
}

TEST(DetailsQuery, SaysOfAnOpenConversationThatItHasNoEnd) {
  PlatformBench bench;
  const auto only = [](const char* op) {
    return std::string(
               R"("conversationFilters":[{"type":"and","predicates":[{"dimension":"conversationEnd","operator":")") +
           op + "\"}]}]";
  };
  const auto open = all(bench, only("notExists"));
  const auto closed = all(bench, only("exists"));
  EXPECT_GT(open.size(), 10U);
  for (const auto& each : open) EXPECT_FALSE(each.contains("conversationEnd"));
  for (const auto& each : closed) EXPECT_TRUE(each.contains("conversationEnd"));
  EXPECT_EQ(open.size() + closed.size(), all(bench).size());
}

TEST(DetailsQuery, KeepsToTheOrderAskedFor) {
  PlatformBench bench;
  auto forwards = ids_of(all(bench));
  const auto backwards = ids_of(all(bench, R"("order":"desc")"));
  std::reverse(forwards.begin(), forwards.end());
  EXPECT_EQ(forwards, backwards);
  std::string last;
  for (const auto& record : all(bench, R"("orderBy":"conversationEnd")")) {
    const auto* end = record.if_contains("conversationEnd");
    const std::string shown = end == nullptr ? "open" : text(*end);
    EXPECT_LE(last, shown);
    last = shown;
  }
}

TEST(DetailsQuery, NeverShowsAttributesNorNulls) {
  PlatformBench bench;
  for (const auto& record : all(bench)) {
    const std::string written = json::serialize(record);
    EXPECT_EQ(written.find("\"attributes\""), std::string::npos);
    EXPECT_EQ(written.find(":null"), std::string::npos);
  }
}

TEST(DetailsQuery, MeansByAnIntervalWhatItIsToldTo) {
  const std::string morning = "2026-11-19T08:00:00.000Z/2026-11-19T10:00:00.000Z";
  std::vector<std::set<std::string>> found;
  for (const auto semantics :
       {IntervalSemantics::started_and_active, IntervalSemantics::start_day, IntervalSemantics::overlap}) {
    Options options = still_world();
    options.interval_semantics = semantics;
    PlatformBench bench(options);
    found.push_back(set_of(all(bench, "", morning)));
  }
  const auto includes = [](const auto& large, const auto& small) {
    return std::includes(large.begin(), large.end(), small.begin(), small.end());
  };
  EXPECT_TRUE(includes(found[1], found[0]));
  EXPECT_TRUE(includes(found[2], found[0]));
  EXPECT_GT(found[1].size(), found[0].size());
  EXPECT_FALSE(includes(found[1], found[2])) << "yesterday's that go on are no business of the day's";
}

TEST(DetailsQuery, MovesAsTheWorldMoves) {
  Options options = still_world();
  options.speed = 60;
  PlatformBench bench(options);
  const auto total = [&bench] { return PlatformBench::json(bench.query(body())).at("totalHits").as_int64(); };
  const auto before = total();
  bench.clock.advance(std::chrono::seconds(60));
  EXPECT_GT(total(), before);
  PlatformBench other(options);
  other.clock.advance(std::chrono::seconds(60));
  EXPECT_EQ(set_of(all(bench)), set_of(all(other))) << "what was asked before changes nothing";
}

TEST(DetailsByIds, LeavesOutWhatIsNotThere) {
  PlatformBench bench;
  const auto ids = ids_of(all(bench));
  const auto reply =
      bench.call("GET", std::string(details) + "?id=" + ids[3] + ",nobody," + ids[1] + "," + ids[3]);
  const auto list = PlatformBench::json(reply).at("conversations").as_array();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(text(list.at(0).at("conversationId")), ids[3]);
  EXPECT_EQ(bench.call("GET", details).status, 400);
  std::string many = "?id=0";
  for (int each = 1; each <= 100; ++each) many += "," + std::to_string(each);
  EXPECT_EQ(bench.call("GET", details + many).status, 400);
}

TEST(ConversationDetails, GiveTheRecordOrA404) {
  PlatformBench bench;
  const auto records = all(bench);
  const auto id = text(records[5].at("conversationId"));
  const auto reply = bench.call("GET", "/api/v2/analytics/conversations/" + id + "/details");
  EXPECT_EQ(PlatformBench::json(reply).as_object(), records[5]);
  EXPECT_EQ(bench.call("GET", "/api/v2/analytics/conversations/nobody/details").status, 404);
}

TEST(DetailsQuery, FindsARecordByATimeThatItShows) {
  PlatformBench bench;
  const auto due = [](const std::string& time) {
    return R"("segmentFilters":[{"type":"and","predicates":[{"dimension":"callbackScheduledTime","value":")" +
           time + "\"}]}]";
  };
  std::size_t found = 0;
  for (const auto& record : all(bench, "", "2026-11-20T00:00:00.000Z/2026-11-21T00:00:00.000Z"))
    for (const auto& participant : record.at("participants").as_array())
      for (const auto& session : participant.at("sessions").as_array())
        if (const auto* time = session.as_object().if_contains("callbackScheduledTime"); time != nullptr) {
          EXPECT_TRUE(set_of(all(bench, due(text(*time)))).contains(text(record.at("conversationId"))));
          ++found;
        }
  EXPECT_GT(found, 0U);
}

TEST(Details, AskForTheirPermission) {
  Options options = still_world();
  options.permissions = {"routing:queue:view"};
  PlatformBench bench(options);
  const auto reply = bench.query(body());
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(text(PlatformBench::json(reply).at("code")), "missing.any.permissions");
  EXPECT_NE(message_of(reply).find("analytics:conversationDetail:view"), std::string::npos);
}

TEST(Details, CanBeMadeToRepeatAndToLosePages) {
  Options options = still_world();
  options.faults = R"([{"match":{"endpoint":"details_query","page":2},"do":"repeat_page"},
                       {"match":{"endpoint":"platform","page":3},"do":"half_of_records"}])";
  PlatformBench bench(options);
  const auto list = [&bench](int number) {
    return PlatformBench::json(bench.query(body(page(number, 20)))).at("conversations").as_array();
  };
  EXPECT_EQ(list(1), list(2));
  EXPECT_TRUE(list(1).at(0).as_object().begin()->key() == "conversationId") << "where faults look for it";
  EXPECT_EQ(list(3).size(), 10U);
}

}  // namespace
}  // namespace nowthen::sim
