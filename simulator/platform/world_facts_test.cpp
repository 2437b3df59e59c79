#include "simulator/platform/world_facts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "simulator/platform/query_cache.hpp"
#include "simulator/platform/record_json.hpp"
#include "simulator/platform/world_records.hpp"
#include "simulator/world/world_fixture.hpp"
#include "tests/support/property.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

/// The sum of one metric over a written record; nothing where no session has it.
std::optional<std::int64_t> sum_of(const json::value& record, std::string_view name) {
  std::optional<std::int64_t> sum;
  for (const auto& participant : record.at("participants").as_array())
    for (const auto& session : participant.at("sessions").as_array())
      if (const auto* metrics = session.as_object().if_contains("metrics"))
        for (const auto& metric : metrics->as_array())
          if (metric.at("name").as_string() == name) sum = sum.value_or(0) + metric.at("value").as_int64();
  return sum;
}

json::value written(PlatformSource& source, std::size_t index, Instant at, Attributes attributes) {
  std::string text;
  source.append_record(text, index, at, attributes);
  return json::parse(text);
}

Instant random_instant() {
  const auto span = std::chrono::milliseconds(std::chrono::days(17)).count();
  return test::fixture_begin() + std::chrono::milliseconds(*rc::gen::inRange<std::int64_t>(0, span));
}

TEST(WorldRecords, TellTheSameStoryAsTheTruthAtEveryInstant) {
  WorldRecords source(test::fixture_world());
  const auto conversations = test::fixture_world().conversations();
  nowthen::testing::expect_property("records, facts and totals agree", [&] {
    const auto index = *rc::gen::inRange<std::size_t>(0, conversations.size());
    const Instant at = random_instant();
    const ConversationTruth& truth = conversations[index];
    const Revision revision = revision_at(truth, at);
    const bool shown = revision != Revision::nothing && revision != Revision::deleted;
    RC_ASSERT(source.entries()[index].is_shown(at) == shown);
    const auto record = written(source, index, at, Attributes::hidden);
    const Totals totals = totals_at(truth, at);
    RC_ASSERT(sum_of(record, "tTalkComplete") == totals.talk);
    RC_ASSERT(sum_of(record, "tHeldComplete") == totals.hold);
    RC_ASSERT(sum_of(record, "tAcw") == totals.wrapup);
    RC_ASSERT(sum_of(record, "tHandle") == totals.handle);
    const bool says_end = record.as_object().contains("conversationEnd");
    RC_ASSERT(!shown || says_end == (revision >= Revision::closed));
    auto job = written(source, index, at, Attributes::shown);
    for (auto& participant : job.at("participants").as_array()) participant.as_object().erase("attributes");
    RC_ASSERT(job == record);
  });
}

TEST(WorldRecords, DoNotChangeBeforeTheySay) {
  WorldFacts facts(test::fixture_world().centre());
  const auto conversations = test::fixture_world().conversations();
  nowthen::testing::expect_property("a record holds until changes_at", [&] {
    const auto& truth = conversations[*rc::gen::inRange<std::size_t>(0, conversations.size())];
    const Instant at = random_instant();
    const auto text = [&](Instant instant) {
      std::string out;
      append_record_json(out, facts.fill(truth, instant, Knowledge::of_history), Attributes::shown);
      return out;
    };
    const std::string now = text(at);
    const Instant until = facts.fill(truth, at, Knowledge::of_history).changes_at;
    RC_ASSERT(until > at);
    const Instant last = until == absent ? at + std::chrono::days(90) : until - std::chrono::milliseconds(1);
    RC_ASSERT(text(last) == now);
  });
}

/// Calls `visit` with every session of a written record.
template <class Visit>
void for_each_session(const json::value& record, Visit visit) {
  for (const auto& participant : record.at("participants").as_array())
    for (const auto& session : participant.at("sessions").as_array()) visit(session.as_object());
}

TEST(WorldRecords, SayOfTheirMediaWhatTheirSessionsSay) {
  WorldRecords source(test::fixture_world());
  const Instant later = test::fixture_begin() + std::chrono::days(40);
  std::size_t measured = 0;
  for (std::size_t index = 0; index < 2000; ++index) {
    const auto record = written(source, index, later, Attributes::hidden);
    double least = 5;
    for_each_session(record, [&least](const json::object& session) {
      if (const auto* stats = session.if_contains("mediaEndpointStats"))
        for (const auto& each : stats->as_array())
          least = std::min(least, each.at("minMos").to_number<double>());
    });
    const auto* stated = record.as_object().if_contains("mediaStatsMinConversationMos");
    EXPECT_EQ(stated == nullptr ? 5 : stated->to_number<double>(), least);
    measured += stated == nullptr ? 0 : 1;
  }
  EXPECT_GT(measured, 500U);
}

TEST(WorldRecords, SortMetricsByDateAndName) {
  WorldRecords source(test::fixture_world());
  const Instant later = test::fixture_begin() + std::chrono::days(40);
  for (std::size_t index = 0; index < 500; ++index)
    for_each_session(written(source, index, later, Attributes::hidden), [](const json::object& session) {
      std::string last;
      const auto* metrics = session.if_contains("metrics");
      for (const auto& each : metrics == nullptr ? json::array() : metrics->as_array()) {
        const std::string place = json::serialize(each.at("emitDate")) + json::serialize(each.at("name"));
        EXPECT_LE(last, place);
        last = place;
      }
    });
}

TEST(WorldRecords, GetTheirEvaluationsSurveysAndResolutionsLater) {
  WorldRecords source(test::fixture_world());
  const auto count = [&source](Instant at, const char* list) {
    std::size_t records = 0;
    for (std::size_t index = 0; index < 2000; ++index)
      records += written(source, index, at, Attributes::hidden).as_object().contains(list) ? 1 : 0;
    return records;
  };
  for (const char* list : {"evaluations", "surveys", "resolutions"}) {
    EXPECT_EQ(count(test::fixture_begin() + std::chrono::hours(2), list), 0U) << list;
    EXPECT_GT(count(test::fixture_begin() + std::chrono::days(40), list), 5U) << list;
  }
}

TEST(QuerySelection, IsTheSameWhereverItComesFrom) {
  WorldRecords source(test::fixture_world());
  const auto query = parse_sync_query(
      R"({"interval":"2026-10-20T00:00:00Z/2026-10-23T00:00:00Z","orderBy":"conversationEnd","segmentFilters":[
      {"type":"and","predicates":[{"dimension":"purpose","value":"agent"},{"dimension":"segmentType","value":"hold"}]}]})");
  ASSERT_TRUE(query);
  QuerySelection kept(query->details, IntervalSemantics::overlap);
  nowthen::testing::expect_property("a selection kept up to date is a fresh one", [&] {
    const Instant at = random_instant();
    QuerySelection fresh(query->details, IntervalSemantics::overlap);
    RC_ASSERT(kept.at(source, at) == fresh.at(source, at));
  });
}

}  // namespace
}  // namespace nowthen::sim
