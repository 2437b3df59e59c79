// The client under the platform's contract against the simulator's platform: history and live are what the
// organisation knows, whatever an interval is taken to mean.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <set>

#include "support/simulated_client.hpp"

namespace nowthen {
namespace {

using testing::last_days;
using testing::noon;
using testing::SimulatedClient;
using testing::still_world;

namespace json = boost::json;

constexpr sim::IntervalSemantics all_semantics[] = {sim::IntervalSemantics::started_and_active,
                                                    sim::IntervalSemantics::start_day,
                                                    sim::IntervalSemantics::overlap};

sim::Options world(sim::IntervalSemantics semantics) {
  auto options = still_world();
  options.contract = sim::Contract::platform;
  options.interval_semantics = semantics;
  return options;
}

const ClientOptions platform{.contract = Contract::platform};

std::string text(const json::value& value) { return std::string(value.as_string()); }

/// What the simulator knows under `list`, by id, of those that started in `range`.
std::map<std::string, json::object> truth_of(const SimulatedClient& subject, const char* list,
                                             const Interval& range) {
  std::map<std::string, json::object> records;
  const auto truth = json::parse(subject.simulator->truth(subject.simulator->now()));
  for (const auto& record : truth.at(list).as_array())
    if (range.contains(parse_instant(text(record.at("startTime"))).value()))
      records[text(record.at("id"))] = record.as_object();
  return records;
}

void expect_same(const Conversation& got, const json::object& truth) {
  EXPECT_EQ(got.media_type, text(truth.at("type")));
  EXPECT_EQ(got.state, "closed");
  EXPECT_EQ(got.direction, text(truth.at("direction")));
  EXPECT_EQ(format_instant(*got.started_at), text(truth.at("startTime")));
  EXPECT_EQ(format_instant(*got.ended_at), text(truth.at("endTime")));
  for (const char* metric : {"wrapupTime", "talkTime", "holdTime"})
    EXPECT_EQ(metric_value(got, metric).value_or(0), truth.at(metric).to_number<double>()) << metric;
}

class PlatformHistory : public ::testing::TestWithParam<sim::IntervalSemantics> {
 protected:
  /// Lists `query` and holds it against the truth.
  void expect_truth(const sim::Options& options, const HistoryQuery& query) {
    SimulatedClient subject(options, platform);
    auto closed = truth_of(subject, "history", query.interval);
    ASSERT_FALSE(closed.empty());
    std::set<std::string> ids;
    auto listing = subject.client->history(query);
    for (const auto& conversation : listing) {
      EXPECT_TRUE(ids.insert(conversation.id.str()).second) << "twice: " << conversation.id.str();
      EXPECT_TRUE(query.interval.contains(*conversation.started_at)) << conversation.id.str();
      const auto found = closed.extract(conversation.id.str());
      if (!found.empty()) expect_same(conversation, found.mapped());
    }
    EXPECT_TRUE(closed.empty()) << closed.size() << " are missing";
    EXPECT_TRUE(listing.report().complete());
  }
};

INSTANTIATE_TEST_SUITE_P(Semantics, PlatformHistory, ::testing::ValuesIn(all_semantics));

TEST_P(PlatformHistory, IsWhatTheOrganisationKnowsWhateverThePageSize) {
  for (const int page_size : {7, 100}) expect_truth(world(GetParam()), last_days(3, page_size));
}

TEST_P(PlatformHistory, IsReadOverManyWindows) {
  auto options = world(GetParam());
  options.days = 100;
  options.per_day = 4;
  expect_truth(options, last_days(100));
}

TEST_P(PlatformHistory, OfAPartOfADayHasThatPartOnly) {
  expect_truth(world(GetParam()),
               {.interval = {noon - std::chrono::hours(30), noon - std::chrono::hours(26)}});
}

TEST_P(PlatformHistory, HasOnlyWhatTheFiltersLetThrough) {
  SimulatedClient subject(world(GetParam()), platform);
  HistoryQuery query = last_days(3);
  query.media = {"voice"};
  query.directions = {"inbound"};
  auto listing = subject.client->history(query);
  std::size_t count = 0;
  for (const auto& conversation : listing) {
    ++count;
    EXPECT_NE(conversation.json.find(R"("mediaType":"voice")"), std::string::npos);
    EXPECT_EQ(conversation.direction, "inbound");
  }
  EXPECT_GT(count, 0U);
  EXPECT_TRUE(listing.report().complete());
}

TEST_P(PlatformHistory, GoesOnWhereAnEarlierRunStopped) {
  SimulatedClient subject(world(GetParam()), platform);
  const HistoryQuery whole = last_days(3, 20);
  std::set<std::string> expected;
  std::set<std::string> got;
  auto listing = subject.client->history(whole);
  for (const auto& conversation : listing) expected.insert(conversation.id.str());
  HistoryQuery part = whole;
  part.max_pages = 1;
  for (int run = 0; run < 100; ++run) {
    const auto page = subject.client->history(part).next_page().value().value();
    for (const auto& conversation : page.conversations) got.insert(conversation.id.str());
    if (!page.next) break;
    part.resume_from = *page.next;
  }
  EXPECT_EQ(got, expected);
}

TEST_P(PlatformHistory, ListsLiveWhatIsOpen) {
  auto options = world(GetParam());
  options.per_day = 2'000;
  SimulatedClient subject(options, platform);
  std::map<std::string, std::string> states;
  const auto truth = json::parse(subject.simulator->truth(subject.simulator->now()));
  for (const auto& record : truth.at("open").as_array())
    states[text(record.at("id"))] = text(record.at("state"));
  const std::size_t all = states.size();
  ASSERT_GT(all, 0U);
  auto listing = subject.client->live({.page_size = 10});
  for (const auto& conversation : listing) {
    const auto found = states.extract(conversation.id.str());
    // Of one that has ended the platform may have lost the end: to it that one is open.
    EXPECT_EQ(conversation.state, found.empty() ? "open" : found.mapped()) << conversation.id.str();
  }
  EXPECT_TRUE(listing.report().complete());
  EXPECT_LT(states.size() * 20, all) << "more are missing than the few that the platform gets late";
}

TEST(PlatformClient, IsToldWhichContractTheHostSpeaks) {
  auto options = still_world();
  options.contract = sim::Contract::tutorial;
  SimulatedClient subject(options, platform);
  EXPECT_NE(subject.client->history(last_days(1)).next_page().error().hint.find("--contract tutorial"),
            std::string::npos);
  options.contract = sim::Contract::platform;
  SimulatedClient other(options, {.contract = Contract::tutorial});
  EXPECT_NE(other.client->history(last_days(1)).next_page().error().hint.find("--contract platform"),
            std::string::npos);
}

}  // namespace
}  // namespace nowthen
