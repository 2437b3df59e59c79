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

std::string text(const json::value& value) { return std::string(value.as_string()); }

/// What the simulator knows of the records that history shows, by id.
std::map<std::string, json::object> true_history(const SimulatedClient& subject, const Interval& started) {
  std::map<std::string, json::object> records;
  const auto truth = json::parse(subject.simulator->truth(subject.simulator->now()));
  for (const auto& record : truth.at("history").as_array())
    if (started.contains(parse_instant(text(record.at("startTime"))).value()))
      records[text(record.at("id"))] = record.as_object();
  return records;
}

void expect_same(const Conversation& got, const json::object& truth) {
  EXPECT_EQ(got.media_type, text(truth.at("type")));
  EXPECT_EQ(got.state, "closed");
  EXPECT_EQ(format_instant(*got.started_at), text(truth.at("startTime")));
  EXPECT_EQ(format_instant(*got.ended_at), text(truth.at("endTime")));
  for (const char* metric : {"wrapupTime", "talkTime", "holdTime"})
    EXPECT_EQ(metric_value(got, metric).value_or(0), truth.at(metric).to_number<double>()) << metric;
  EXPECT_EQ(text(json::parse(got.json).at("conversationId")), got.id.str());
}

void expect_truth(SimulatedClient& subject, const HistoryQuery& query) {
  auto truth = true_history(subject, query.interval);
  EXPECT_FALSE(truth.empty());
  auto listing = subject.client->history(query);
  const auto expected = truth.size();
  for (const auto& conversation : listing) {
    const auto found = truth.extract(conversation.id.str());
    ASSERT_FALSE(found.empty()) << "unknown or twice: " << conversation.id.str();
    expect_same(conversation, found.mapped());
  }
  EXPECT_TRUE(truth.empty()) << truth.size() << " are missing";
  EXPECT_TRUE(listing.report().complete());
  EXPECT_EQ(listing.report().records, static_cast<std::int64_t>(expected));
}

TEST(TutorialHistory, IsWhatTheOrganisationKnowsWhateverThePageSize) {
  for (const int page_size : {1, 7, 100}) {
    SimulatedClient subject;
    expect_truth(subject, last_days(3, page_size));
  }
}

TEST(TutorialHistory, IsReadOverManyWindows) {
  auto options = still_world();
  options.days = 200;
  options.per_day = 4;
  SimulatedClient subject(options);
  expect_truth(subject, last_days(200));
  auto listing = subject.client->history(last_days(200));
  while (listing.next_page().value()) continue;
  EXPECT_EQ(listing.report().windows, 3);
}

TEST(TutorialHistory, HasOnlyWhatTheFiltersLetThrough) {
  SimulatedClient subject;
  auto query = last_days(3);
  query.media = {"voice", "chat"};
  query.directions = {"inbound"};
  std::set<std::string> expected;
  for (const auto& [id, record] : true_history(subject, query.interval))
    if (text(record.at("direction")) == "inbound" &&
        (text(record.at("type")) == "voice" || text(record.at("type")) == "chat"))
      expected.insert(id);
  std::set<std::string> got;
  for (const auto& conversation : subject.client->history(query)) got.insert(conversation.id.str());
  EXPECT_EQ(got, expected);
  EXPECT_FALSE(got.empty());
}

TEST(TutorialHistory, GoesOnWhereAnEarlierRunStopped) {
  SimulatedClient subject;
  auto query = last_days(3, 10);
  query.max_pages = 2;
  std::set<std::string> got;
  int runs = 0;
  for (bool more = true; more; ++runs) {
    auto listing = subject.client->history(query);
    more = false;
    while (const auto page = listing.next_page().value()) {
      for (const auto& conversation : page->conversations)
        EXPECT_TRUE(got.insert(conversation.id.str()).second);
      more = page->next.has_value();
      query.resume_from = page->next.value_or("");
    }
  }
  EXPECT_GT(runs, 3);
  EXPECT_EQ(got.size(), true_history(subject, query.interval).size());
}

TEST(TutorialHistory, StaysTrueWhileTheWorldMoves) {
  auto options = still_world();
  options.speed = 1;
  options.limits = "default";
  SimulatedClient subject(options);
  auto listing = subject.client->history(last_days(3, 10));
  std::set<std::string> got;
  for (const auto& conversation : listing) EXPECT_TRUE(got.insert(conversation.id.str()).second);
  const auto truth = true_history(subject, last_days(3).interval);
  for (const auto& id : got) EXPECT_TRUE(truth.contains(id)) << id;
  if (listing.report().complete()) {
    for (const auto& [id, record] : truth) EXPECT_TRUE(got.contains(id)) << id;
  }
  for (const auto& request : subject.simulator->requests()) EXPECT_NE(request.status, 429);
}

TEST(TutorialLive, ShowsWhatIsOpenAndWhatWasClosedInTheLastDay) {
  for (const int page_size : {1, 25, 100}) {
    SimulatedClient subject;
    std::map<std::string, std::string> got;
    auto listing = subject.client->live({.page_size = page_size});
    for (const auto& conversation : listing)
      EXPECT_TRUE(got.emplace(conversation.id.str(), conversation.state).second);
    const auto truth = json::parse(subject.simulator->truth(noon));
    EXPECT_EQ(got.size(), truth.at("live").to_number<std::size_t>());
    for (const auto& open : truth.at("open").as_array())
      EXPECT_EQ(got[text(open.at("id"))], text(open.at("state")));
    EXPECT_TRUE(listing.report().complete());
  }
}

TEST(TutorialLive, BeginsAgainWhenItsCursorHasExpired) {
  auto options = still_world();
  options.faults = R"([{"match":{"endpoint":"live"},"at":3,"do":"expire_cursor"}])";
  SimulatedClient subject(options);
  std::set<std::string> got;
  auto listing = subject.client->live({.page_size = 10});
  for (const auto& conversation : listing) EXPECT_TRUE(got.insert(conversation.id.str()).second);
  EXPECT_EQ(got.size(), json::parse(subject.simulator->truth(noon)).at("live").to_number<std::size_t>());
  EXPECT_GT(listing.report().repeated, 0);
}

TEST(TutorialToken, IsRenewedWhileAListingGoesOn) {
  auto options = still_world();
  options.faults = R"([{"match":{"endpoint":"token"},"every":1,"do":"short_token","seconds":12},
                       {"match":{"endpoint":"history"},"every":1,"do":"delay","milliseconds":1500}])";
  SimulatedClient subject(options);
  expect_truth(subject, last_days(3, 10));
  int tokens = 0;
  for (const auto& request : subject.simulator->requests()) {
    tokens += request.target == "/oauth/token" ? 1 : 0;
    EXPECT_NE(request.status, 401);
  }
  EXPECT_GT(tokens, 3);
}

TEST(TutorialToken, ShowsItsScopesAndIsKnownToTheServer) {
  SimulatedClient subject;
  const auto status = subject.client->token();
  ASSERT_TRUE(status);
  EXPECT_EQ(status->scopes, still_world().scopes);
  const auto introspection = subject.client->introspect();
  ASSERT_TRUE(introspection) << introspection.error().message;
  EXPECT_TRUE(introspection->active);
  EXPECT_EQ(introspection->scopes, still_world().scopes);
  EXPECT_EQ(introspection->client_id, "nowthen-sim");
}

TEST(TutorialErrors, NameTheMissingScopeAndWhereToAddIt) {
  auto options = still_world();
  options.scopes = {"conversations:view"};
  SimulatedClient subject(options);
  EXPECT_TRUE(subject.client->live().next_page());
  const auto refused = subject.client->history(last_days(1)).next_page();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_NE(refused.error().message.find("analytics:conversation"), std::string::npos)
      << refused.error().message;
  EXPECT_NE(refused.error().hint.find("Admin > Integrations > OAuth"), std::string::npos);
}

TEST(TutorialErrors, NameTheCredentials) {
  SimulatedClient subject(still_world(), {.client_id = "nowthen-sim", .client_secret = "CANARY"});
  const auto refused = subject.client->live().next_page();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unauthenticated);
  EXPECT_NE(refused.error().hint.find("GENESYS_CLIENT_SECRET"), std::string::npos);
  EXPECT_EQ((refused.error().message + refused.error().hint).find("CANARY"), std::string::npos);
}

TEST(TutorialErrors, SayThatACursorIsNoLongerGood) {
  SimulatedClient subject;
  const auto refused = subject.client->live({.resume_from = "no-such-cursor"}).next_page();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_request);
  EXPECT_NE(refused.error().hint.find("from the beginning"), std::string::npos);
}

}  // namespace
}  // namespace nowthen
