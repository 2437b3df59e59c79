// The record, the job's record, the aggregate, the observation, the activity and the live state of the
// conversations of random worlds, held against one another.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <map>
#include <set>

#include "tests/support/platform_bench.hpp"
#include "tests/support/property.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;
using testing::noon;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

const std::string conversations = "/api/v2/analytics/conversations/";
const std::string always = R"("interval":"2026-11-01T00:00:00.000Z/2026-12-01T00:00:00.000Z")";

/// A small one, at a random instant of its last day.
Options random_world() {
  Options options = still_world();
  options.seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  options.days = 1;
  options.per_day = *rc::gen::inRange(50, 300);
  options.now = noon + std::chrono::milliseconds(*rc::gen::inRange(-43'200'000, 43'200'000));
  options.jobs.lag = std::chrono::hours(*rc::gen::inRange(0, 12));
  return options;
}

/// One with many people at work.
Options busy_world() {
  Options options = random_world();
  options.per_day = *rc::gen::inRange(500, 3'000);
  options.now = noon + std::chrono::milliseconds(*rc::gen::inRange(-14'400'000, 14'400'000));
  return options;
}

json::value post(PlatformBench& bench, const std::string& path, const std::string& body) {
  return PlatformBench::json(bench.call("POST", path, body));
}

using Records = std::map<std::string, json::value>;

void add_records(Records& records, const json::value& page) {
  const auto* list = page.as_object().if_contains("conversations");
  if (list == nullptr) return;
  for (json::value record : list->as_array()) {
    for (auto& participant : record.at("participants").as_array())
      participant.as_object().erase("attributes");
    records.emplace(text(record.at("conversationId")), std::move(record));
  }
}

Records sync_records(PlatformBench& bench, const std::string& filters = "") {
  Records records;
  for (std::size_t page = 1; records.size() + 100 >= page * 100; ++page)
    add_records(records, post(bench, conversations + "details/query",
                              fmt::format(R"({{{}{},"paging":{{"pageSize":100,"pageNumber":{}}}}})", always,
                                          filters, page)));
  return records;
}

const std::string open_ones =
    R"(,"conversationFilters":[{"type":"and","predicates":[{"dimension":"conversationEnd","operator":"notExists"}]}])";

struct JobStory {
  Records records;
  Instant as_of;
};

JobStory job_records(PlatformBench& bench) {
  const auto job = post(bench, conversations + "details/jobs", "{" + always + "}");
  bench.clock.advance(std::chrono::seconds(5));
  const auto page = PlatformBench::json(
      bench.call("GET", conversations + "details/jobs/" + text(job.at("jobId")) + "/results?pageSize=10000"));
  JobStory story{.as_of = parse_instant(text(page.at("dataAvailabilityDate"))).value()};
  add_records(story.records, page);
  return story;
}

using Figures = std::map<std::string, std::int64_t>;

template <class Visit>
void for_each_session(const json::value& record, Visit visit) {
  for (const auto& participant : record.at("participants").as_array())
    for (const auto& session : participant.at("sessions").as_array()) visit(participant, session);
}

Figures sums_of(const Records& records) {
  Figures sums;
  for (const auto& [id, record] : records)
    for_each_session(record, [&sums](const auto&, const json::value& session) {
      if (const auto* metrics = session.as_object().if_contains("metrics"))
        for (const auto& metric : metrics->as_array())
          sums[text(metric.at("name"))] += metric.at("value").as_int64();
    });
  return sums;
}

Figures aggregates(PlatformBench& bench) {
  const auto reply =
      post(bench, conversations + "aggregates/query",
           "{" + always +
               R"(,"granularity":"PT1H","groupBy":["queueId","mediaType","userId"],"metrics":)"
               R"(["nOffered","nConnected","tAnswered","tAcd","tTalkComplete","tAcw","tHandle"]})");
  Figures sums;
  for (const auto& group : reply.at("results").as_array())
    for (const auto& piece : group.at("data").as_array())
      for (const auto& metric : piece.at("metrics").as_array()) {
        const auto& stats = metric.at("stats").as_object();
        const auto* sum = stats.if_contains("sum");
        sums[text(metric.at("metric"))] += (sum == nullptr ? stats.at("count") : *sum).as_int64();
      }
  return sums;
}

/// What goes on in a conversation: which sessions do what.
using Work = std::set<std::pair<std::string, std::string>>;
using Board = std::map<std::string, Work>;

Board activity(PlatformBench& bench) {
  Board board;
  for (int page = 1;; ++page) {
    const auto reply =
        post(bench, conversations + "activity/query?pageSize=100&pageNumber=" + std::to_string(page),
             R"({"groupBy":["conversationId"],"metrics":[{"metric":"oWaiting","details":true},)"
             R"({"metric":"oAlerting","details":true},{"metric":"oInteracting","details":true}]})");
    const auto& rows = reply.at("results").as_array();
    if (rows.empty()) return board;
    for (const auto& row : rows)
      for (const auto& entity : row.at("entities").as_array())
        board[text(entity.at("conversationId"))].emplace(text(entity.at("metric")),
                                                         text(entity.at("sessionId")));
  }
}

Figures observations(PlatformBench& bench) {
  const auto reply = post(bench, "/api/v2/analytics/queues/observations/query",
                          R"({"filter":{"type":"and"},"metrics":["oWaiting","oAlerting","oInteracting"]})");
  Figures sums;
  for (const auto& row : reply.at("results").as_array())
    for (const auto& metric : row.at("data").as_array())
      sums[text(metric.at("metric"))] += metric.at("stats").at("count").as_int64();
  return sums;
}

Figures counts_of(const Board& board) {
  Figures counts{{"oWaiting", 0}, {"oAlerting", 0}, {"oInteracting", 0}};
  for (const auto& [id, work] : board)
    for (const auto& [metric, session] : work) ++counts[metric];
  return counts;
}

bool does(const Work& work, std::string_view metric) {
  return std::any_of(work.begin(), work.end(), [metric](const auto& each) { return each.first == metric; });
}

/// What an open record says that goes on, read as anybody would.
Work work_in(const json::value& record) {
  Work work;
  for_each_session(record, [&work](const json::value& participant, const json::value& session) {
    for (const auto& segment : session.at("segments").as_array()) {
      if (segment.as_object().contains("segmentEnd")) continue;
      const std::string type = text(segment.at("segmentType"));
      const bool works = participant.as_object().contains("userId");
      const std::string id = text(session.at("sessionId"));
      if (text(participant.at("purpose")) == "acd") work.emplace("oWaiting", id);
      if (works && type == "alert") work.emplace("oAlerting", id);
      if (works && (type == "interact" || type == "hold")) work.emplace("oInteracting", id);
    }
  });
  if (does(work, "oAlerting")) std::erase_if(work, [](const auto& each) { return each.first == "oWaiting"; });
  return work;
}

std::map<std::string, std::string> live_states(const PlatformBench& bench) {
  const auto truth = PlatformBench::json(bench.get("/_sim/truth"));
  std::map<std::string, std::string> states;
  for (const auto& open : truth.at("open").as_array()) states[text(open.at("id"))] = text(open.at("state"));
  return states;
}

void check_live_state(const std::string& state, const Work& work) {
  RC_ASSERT(does(work, "oInteracting") == (state == "connected" || state == "held") || work.empty());
  if (!does(work, "oInteracting")) RC_ASSERT(does(work, "oAlerting") == (state == "ringing"));
  const bool waits_alone = does(work, "oWaiting") && !does(work, "oInteracting") && !does(work, "oAlerting");
  if (waits_alone) RC_ASSERT(state == "queued");
}

TEST(Platform, TellsOneStoryAboutTheWorkThatGoesOn) {
  nowthen::testing::expect_property("activity, observations, records and live states agree", [] {
    PlatformBench bench(busy_world());
    const Board board = activity(bench);
    RC_ASSERT(observations(bench) == counts_of(board));
    const auto states = live_states(bench);
    for (const auto& [id, work] : board) RC_ASSERT(states.contains(id));
    for (const auto& [id, state] : states)
      check_live_state(state, board.contains(id) ? board.at(id) : Work{});
    for (const auto& [id, record] : sync_records(bench, open_ones))
      if (states.contains(id)) RC_ASSERT(work_in(record) == (board.contains(id) ? board.at(id) : Work{}));
  });
}

/// Else the property above could hold of nothing at all.
TEST(Platform, HasWorkOfEachKindGoingOn) {
  Figures seen;
  Options options = still_world();
  options.per_day = 3'000;
  PlatformBench bench(options);
  for (int hour = -24; hour < 24; ++hour) {
    bench.simulator->set_clock(noon + std::chrono::hours(hour), 0);
    for (const auto& [metric, count] : counts_of(activity(bench))) seen[metric] += count;
  }
  for (const auto& [metric, count] : seen) EXPECT_GT(count, 0) << metric;
}

TEST(Platform, TellsOneStoryAboutWhatHappened) {
  nowthen::testing::expect_property("records, jobs and aggregates agree", [] {
    PlatformBench bench(random_world());
    const Records records = sync_records(bench);
    const Figures sums = sums_of(records);
    for (const auto& [metric, sum] : aggregates(bench)) RC_ASSERT(sums.at(metric) == sum);
    RC_ASSERT(!records.empty());
    const auto one = std::next(records.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(records)));
    const auto by_id = bench.call("GET", conversations + one->first + "/details");
    RC_ASSERT(PlatformBench::json(by_id) == one->second);
    const JobStory job = job_records(bench);
    bench.simulator->set_clock(job.as_of, 0);
    RC_ASSERT(job.records == sync_records(bench));
  });
}

}  // namespace
}  // namespace nowthen::sim
