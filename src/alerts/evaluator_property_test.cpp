#include <gtest/gtest.h>

#include <map>

#include "alerts/evaluator.hpp"
#include "alerts/state_text.hpp"
#include "core/seeded_random.hpp"

namespace nowthen::alerts {
namespace {

using namespace std::chrono_literals;
using floor::Floor;
using std::chrono::milliseconds;

constexpr int floors = 10'000;

std::vector<Rule> rules() {
  std::vector<Rule> made;
  const std::array<std::array<const char*, 2>, 8> texts{
      {{"queue.waiting > 3", ""},
       {"queue.waiting > 3 for 40s", ""},
       {"queue.waiting >= 2 for 2m", "queue.waiting < 2 for 30s"},
       {"queue.longest_wait > 2m for 20s", ""},
       {"queue.interacting == 0 and queue.waiting > 0 for 30s", ""},
       {"conversation.held > 1m", ""},
       {"feed.age > 30s for 20s", "feed.age < 10s"},
       {"incident.opened for 10s", ""}}};
  for (std::size_t i = 0; i < texts.size(); ++i)
    made.push_back(std::get<Rule>(make_rule(
        {.name = std::to_string(i), .when = texts[i][0], .clear = texts[i][1], .queues = {}, .media = {}})));
  return made;
}

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed) {}

  int below(int bound) { return static_cast<int>(random_.next() % static_cast<std::uint64_t>(bound)); }

  Floor floor(Instant at) {
    Floor made;
    made.at = at;
    for (int queue = 0; queue < 3; ++queue) {
      if (below(4) == 0) continue;
      const int waiting = below(6);
      made.queues.push_back({.queue_id = QueueId("q" + std::to_string(queue)),
                             .waiting = waiting,
                             .interacting = below(3),
                             .waiting_since = {}});
      if (waiting > 0) made.queues.back().waiting_since = at - milliseconds(below(300'000));
    }
    for (int conversation = 0; conversation < 4; ++conversation)
      if (below(3) != 0)
        made.conversations.push_back({.conversation_id = ConversationId("c" + std::to_string(conversation)),
                                      .state = static_cast<floor::State>(below(5)),
                                      .since = at - milliseconds(below(120'000))});
    return made;
  }

 private:
  SeededRandom random_;
};

/// Per rule and subject: fired and resolved alternate, each with its own alert's id, and nothing comes sooner
/// than the span allows.
class Referee {
 public:
  explicit Referee(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) spans_[rule.name] = {rule.span, rule.clear_span};
  }

  void judge(const Change& change) {
    auto& last = last_[{change.rule, change.subject}];
    const bool fires = change.kind == Change::Kind::fired;
    if (!last) {
      ASSERT_TRUE(fires) << change.rule << ' ' << change.subject;
    } else {
      ASSERT_NE(static_cast<int>(last->kind), static_cast<int>(change.kind)) << change.rule;
      const auto& [span, clear_span] = spans_.at(change.rule);
      ASSERT_GE(change.at - last->at, fires ? span : clear_span) << change.rule << ' ' << change.subject;
      if (!fires) {
        ASSERT_EQ(last->alert_id, change.alert_id);
        ASSERT_EQ(last->at, change.fired_at);
      }
    }
    ASSERT_EQ(ids_.insert(change.alert_id).second, fires) << "fired twice";
    last = change;
    ++count_;
  }

  int count() const { return count_; }

 private:
  std::map<std::string, std::pair<milliseconds, milliseconds>> spans_;
  std::map<std::pair<std::string, std::string>, std::optional<Change>> last_;
  std::set<std::string> ids_;
  int count_ = 0;
};

class Seeds : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Seeds, FiredAndResolvedAlternateAndNothingFlaps) {
  SCOPED_TRACE(GetParam());
  World world(GetParam());
  const std::vector<Rule> all = rules();
  Evaluator evaluator(all);
  Referee referee(all);
  Instant at{1'793'000'000'000ms};
  Floor floor = world.floor(at);
  for (int step = 0; step < floors; ++step) {
    at += world.below(50) == 0 ? 5min : milliseconds(1 + world.below(15'000));
    if (world.below(3) == 0) floor = world.floor(at);
    Facts facts{.at = at,
                .floor = world.below(20) == 0 ? nullptr : &floor,
                .feed_age = milliseconds(world.below(60'000)),
                .incidents = {}};
    if (world.below(4) != 0) facts.incidents.push_back({.id = std::to_string(world.below(2)), .text = ""});
    for (const Change& change : evaluator.evaluate(facts)) referee.judge(change);
    if (HasFatalFailure()) return;
    if (world.below(100) == 0) evaluator = Evaluator(all, read_state(state_text(evaluator.state())).value());
  }
  EXPECT_GT(referee.count(), 500);
}

INSTANTIATE_TEST_SUITE_P(Random, Seeds, ::testing::Values(1, 2, 3));

}  // namespace
}  // namespace nowthen::alerts
