#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "floor/leg_test_support.hpp"
#include "support/checkout.hpp"
#include "webhooks/conversation_events.hpp"
#include "webhooks/event_types.hpp"
#include "webhooks/house_events.hpp"

namespace nowthen::webhooks {
namespace {

using floor::State;
using testing::leg;
using testing::second;

constexpr std::int64_t morning = 1'795'600'800;

floor::Leg at(testing::LegText text) {
  text.begin += morning;
  if (text.end) *text.end += morning;
  return leg(text);
}

std::vector<Event> of_conversation() {
  const std::vector before{at({State::interacting, 30, 60, "ann"})};
  const std::vector legs{at({State::waiting, 0, 30}),
                         at({State::alerting, 20, 30, "ann"}),
                         at({State::interacting, 30, 60, "ann"}),
                         at({State::holding, 60, 70, "ann"}),
                         at({State::waiting, 70, 90, "", "support"}),
                         at({State::interacting, 90, 120, "bob", "support"}),
                         at({State::wrapping, 120, 135, "bob", "support"})};
  auto events = conversation_events({}, {.legs = legs, .is_over = true});
  events.push_back(
      conversation_events({.legs = before, .is_over = true}, {.legs = legs, .is_over = true}).back());
  events.push_back(conversation_deleted(ConversationId("c"), second(morning)));
  return events;
}

std::vector<Event> of_the_house() {
  alerts::Change change{.kind = alerts::Change::Kind::fired,
                        .alert_id = "0123456789abcdef0123456789abcdef",
                        .rule = "many wait",
                        .when = "queue.waiting > 10 for 2m",
                        .scope = alerts::Scope::queue,
                        .subject = "sales",
                        .at = second(morning),
                        .fired_at = second(morning),
                        .values = {{"queue.waiting", "11"}}};
  std::vector events{alert_event(change)};
  change.kind = alerts::Change::Kind::resolved;
  change.at = second(morning + 300);
  events.push_back(alert_event(change));
  const Incident gap{.id = "gap-7", .kind = "gap", .text = "disconnected", .opened_at = second(morning)};
  events.push_back(incident_opened(gap));
  events.push_back(incident_closed(gap, second(morning + 60)));
  events.push_back(sync_settled({.surface = "job",
                                 .interval = {second(morning - 86'400), second(morning)},
                                 .state = "complete",
                                 .conversations = 1234},
                                second(morning + 100)));
  events.push_back(test_event(second(morning), "1"));
  return events;
}

std::string printed() {
  auto events = of_conversation();
  for (Event& event : of_the_house()) events.push_back(std::move(event));
  std::string text;
  std::set<std::string_view> shown;
  for (const Event& event : events)
    if (shown.insert(event.type).second) text += event.id + ' ' + event.payload + '\n';
  EXPECT_EQ(shown.size(), event_types().size()) << "each type has its line";
  return text;
}

TEST(Payloads, AreAsDocumented) {
  const std::string path = testing::in_checkout("tests/golden/webhook_payloads.txt");
  const std::string text = printed();
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  if (std::getenv("NOWTHEN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ostringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, golden.str()) << "run with NOWTHEN_UPDATE_GOLDEN=1 to write " << path;
}

}  // namespace
}  // namespace nowthen::webhooks
