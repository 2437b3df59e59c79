#include "simulator/api/history_query.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "simulator/records/records_source.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

const Source& source() {
  static const RecordsSource records(
      {{.id = "1", .type = "voice", .queue_id = "q1"}, {.id = "2", .type = "chat", .queue_id = "q2"}});
  return records;
}

Checked<HistoryQuery> parse(const std::string& rest) {
  return parse_history_query(
      R"({"dateFrom":"2026-11-18T12:00:00.000Z","dateTo":"2026-11-20T12:00:00.000Z")" + rest + "}", source());
}

TEST(HistoryQuery, ReadsWhatTheTutorialSends) {
  const auto query = parse(
      R"(,"groupBy":["conversationId"],"metrics":["wrapupTime","talkTime","holdTime"],"filters":{"type":["voice"]},
         "pageSize":50,"pageNumber":3)");
  ASSERT_TRUE(query) << query.error().message;
  EXPECT_EQ(query->page_size, 50);
  EXPECT_EQ(query->page_number, 3);
  EXPECT_EQ(query->metrics, (std::vector{Metric::wrapup, Metric::talk, Metric::hold}));
  EXPECT_EQ(query->filter.types, 1U << *source().type_numbered("voice"));
  EXPECT_EQ(query->filter.started.length(), std::chrono::hours(48));
}

TEST(HistoryQuery, HasDefaultsForAllButTheDates) {
  const auto query = parse("");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->page_size, 25);
  EXPECT_EQ(query->page_number, 1);
  EXPECT_EQ(query->metrics.size(), 3U);
  EXPECT_EQ(query->filter.types, ~std::uint64_t{0});
}

TEST(HistoryQuery, NamesTheFieldThatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"(,"pageSize":0)", "pageSize"},
      {R"(,"pageSize":101)", "pageSize"},
      {R"(,"pageSize":"10")", "pageSize"},
      {R"(,"pageSize":2.5)", "pageSize"},
      {R"(,"pageNumber":0)", "pageNumber"},
      {R"(,"pageNumber":null)", "pageNumber"},
      {R"(,"metrics":["speed"])", "metrics"},
      {R"(,"metrics":"talkTime")", "metrics"},
      {R"(,"metrics":[1])", "metrics"},
      {R"(,"groupBy":["queueId"])", "groupBy"},
      {R"(,"filters":[])", "filters"},
      {R"(,"filters":{"type":"voice"})", "type"},
      {R"(,"filters":{"type":["fax"]})", "filters.type"},
      {R"(,"filters":{"colour":["red"]})", "filters"},
      {R"(,"filters":{"direction":"sideways"})", "filters.direction"},
      {R"(,"filters":{"queueId":7})", "queueId"},
      {R"(,"page":1)", "page"},
  };
  for (const auto& [rest, field] : cases) {
    const auto query = parse(rest);
    ASSERT_FALSE(query) << rest;
    EXPECT_EQ(query.error().status, 400);
    EXPECT_EQ(query.error().field, field) << rest;
    EXPECT_NE(query.error().message.find(field.substr(field.find('.') + 1)), std::string::npos);
  }
}

TEST(HistoryQuery, TakesOnlyUtcTimesWithMillisecondsInOrderAndWithinNinetyDays) {
  const std::string good = "2026-11-20T12:00:00.000Z";
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"2026-11-18", good, "dateFrom"},
      {"2026-11-18T12:00:00Z", good, "dateFrom"},
      {"2026-11-18T12:00:00.000+01:00", good, "dateFrom"},
      {"2026-02-30T12:00:00.000Z", good, "dateFrom"},
      {"2026-11-18T25:00:00.000Z", good, "dateFrom"},
      {"", good, "dateFrom"},
      {good, "tomorrow", "dateTo"},
      {good, good, "dateFrom"},
      {"2026-11-21T12:00:00.000Z", good, "dateFrom"},
      {"2026-08-22T11:59:59.999Z", good, "dateTo"},
  };
  for (const auto& [from, to, field] : cases) {
    const std::string body =
        std::string(R"({"dateFrom":")").append(from).append(R"(","dateTo":")").append(to).append(R"("})");
    const auto query = parse_history_query(body, source());
    ASSERT_FALSE(query) << from;
    EXPECT_EQ(query.error().field, field) << from;
  }
  EXPECT_TRUE(
      parse_history_query(R"({"dateFrom":"2026-08-22T12:00:00.000Z","dateTo":")" + good + R"("})", source()));
}

TEST(HistoryQuery, RefusesWhatIsNoObject) {
  const std::string deep(100, '[');
  for (const auto& body : {std::string(), std::string("[]"), std::string("null"), std::string("{"), deep,
                           std::string("{} {}"), std::string("{\"dateTo\":\"\xff\"}")}) {
    const auto query = parse_history_query(body, source());
    ASSERT_FALSE(query) << body;
    EXPECT_EQ(query.error().status, 400);
  }
  nowthen::testing::expect_property(
      "any text", [](const std::string& body) { (void)parse_history_query(body, source()).has_value(); });
}

}  // namespace
}  // namespace nowthen::sim
