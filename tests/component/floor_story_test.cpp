// The floor of random worlds at random instants, three times: from live events, from the records that history
// has in the end, and as it truly is.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "floor/floor.hpp"
#include "floor/leg_test_support.hpp"
#include "floor/legs_of.hpp"
#include "floor/live_track.hpp"
#include "genesys/platform/live_decoder.hpp"
#include "nowthen/genesys/detail_decoder.hpp"
#include "simulator/notifications/conversation_changes.hpp"
#include "simulator/notifications/floor_truth.hpp"
#include "simulator/notifications/queue_event.hpp"
#include "simulator/platform/record_json.hpp"
#include "simulator/platform/world_records.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::floor {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

constexpr Instant past_everything = sim::absent - milliseconds(1);
constexpr int instants_each = 100;

/// More of them: NOWTHEN_FLOOR_WORLDS=N.
std::uint64_t worlds() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  const char* const more = std::getenv("NOWTHEN_FLOOR_WORLDS");
  return more == nullptr ? 20 : std::strtoull(more, nullptr, 10);
}

struct Seen {
  LiveConversation event;
  Instant at;
};

/// One conversation of a world as a client meets it.
struct Story {
  std::vector<Leg> history;  ///< Of its record in the end.
  std::vector<Seen> events;  ///< Of its queues, in order.
};

Story story_of(sim::PlatformSource& source, std::size_t index) {
  const auto& whole = source.facts(index, past_everything, sim::Knowledge::of_truth);
  const auto changes = sim::changes_of(whole);
  Story story;
  std::string record;
  sim::append_record_json(record, whole, sim::Attributes::hidden);
  const auto detail = decode_detail(record);
  EXPECT_TRUE(detail) << record;
  if (detail) story.history = legs_of(*detail);
  if (changes.touches.empty()) return story;
  const Instant first_told = changes.touches.front().since;
  for (const Instant at : changes.instants) {
    if (at < first_told) continue;
    std::string body;
    sim::append_queue_event(body, source.facts(index, at, sim::Knowledge::of_truth), at);
    auto event = genesys::platform::decode_queue_conversation(body);
    EXPECT_TRUE(event) << body;
    if (event) story.events.push_back({*std::move(event), at});
  }
  return story;
}

/// Chats have no direction in the feed, and a few records leave it out.
void forget_direction(std::vector<Leg>& legs) {
  for (Leg& leg : legs) leg.direction.clear();
}

using Doing =
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::pair<State, Instant>>;

int order_of(State state) {
  constexpr std::array<int, 5> order{3, 2, 1, 0, 4};
  return order.at(static_cast<std::size_t>(state));
}

/// What everybody does most with a conversation in a queue and a medium, and since when. The truth counts a
/// talk from the answer on, the floor from the last hold on: of it only that it goes on is held against one
/// another.
void add_doing(Doing& doing, const Leg& leg) {
  const std::pair entry{leg.state, leg.state == State::interacting ? Instant{} : leg.begin};
  const auto [place, is_new] = doing.try_emplace(
      {leg.conversation_id.str(), leg.queue_id.str(), leg.user_id.str(), leg.media_type}, entry);
  if (!is_new && order_of(leg.state) < order_of(place->second.first)) place->second = entry;
}

Doing doing_at(const std::vector<Leg>& legs, Instant at) {
  Doing doing;
  for (const Leg& leg : legs)
    if (leg.covers(at)) add_doing(doing, leg);
  return doing;
}

Doing truth_at(const sim::World& world, Instant at) {
  Doing doing;
  for (const sim::FloorTruth& conversation : sim::floor_at(world, at))
    for (const sim::FloorLeg& leg : conversation.legs) {
      const auto state = state_named(name_of(leg.state));
      if (!state) continue;  // dialing is no leg of the floor
      add_doing(doing, {.conversation_id = ConversationId(conversation.conversation_id),
                        .media_type = leg.media,
                        .direction = {},
                        .state = *state,
                        .queue_id = QueueId(leg.queue_id),
                        .user_id = UserId(leg.agent_id),
                        .begin = leg.since,
                        .end = {}});
    }
  return doing;
}

std::string text_of(const Doing& doing, const Doing& other) {
  std::string text;
  for (const auto& [who, what] : doing)
    if (const auto found = other.find(who); found == other.end() || found->second != what)
      text += std::get<0>(who) + " " + std::get<1>(who) + " " + std::get<2>(who) + " " + std::get<3>(who) +
              " " + std::string(name_of(what.first)) + " since " + format_instant(what.second) + "\n";
  return text;
}

/// A world, and what its conversations leave at some instants.
class StoryRun {
 public:
  explicit StoryRun(std::uint64_t seed) : chance_(seed), world_(options(seed)) {
    for (int i = 0; i < instants_each; ++i)
      instants_.push_back(world_.begin() +
                          milliseconds(static_cast<std::int64_t>(chance_() % (3 * 86'400'000ULL))));
    std::sort(instants_.begin(), instants_.end());
    live_.resize(instants_.size());
    history_.resize(instants_.size());
  }

  void play() {
    sim::WorldRecords source(world_);
    for (std::size_t index = 0; index < source.entries().size(); ++index) play(story_of(source, index));
  }

  void compare(std::set<State>& seen) const {
    for (std::size_t i = 0; i < instants_.size(); ++i) {
      const Instant at = instants_[i];
      const Floor floor = floor_at(live_[i], at);
      ASSERT_EQ(floor, floor_at(history_[i], at)) << format_instant(at);
      const Doing live = doing_at(live_[i], at);
      const Doing truth = truth_at(world_, at);
      ASSERT_EQ(live, truth) << format_instant(at) << "\nlive\n"
                             << text_of(live, truth) << "truth\n"
                             << text_of(truth, live);
      for (const auto& each : floor.conversations) seen.insert(each.state);
    }
  }

 private:
  static sim::WorldOptions options(std::uint64_t seed) {
    const Instant begin = std::chrono::sys_days(std::chrono::year(2026) / 10 / 20);
    return {.seed = seed,
            .begin = begin,
            .end = begin + days(2),
            .per_day = 200 + static_cast<int>(seed * 97 % 400)};
  }

  void play(const Story& story) {
    LiveTrack track;
    auto next = story.events.begin();
    for (std::size_t i = 0; i < instants_.size(); ++i) {
      for (; next != story.events.end() && next->at <= instants_[i]; ++next)
        track.apply(next->event, next->at);
      add(live_[i], track.legs(), instants_[i]);
      add(history_[i], story.history, instants_[i]);
    }
    for (; next != story.events.end(); ++next) track.apply(next->event, next->at);
    check_shuffled(story, track);
  }

  static void add(std::vector<Leg>& all, std::vector<Leg> legs, Instant at) {
    if (std::none_of(legs.begin(), legs.end(), [at](const Leg& leg) { return leg.covers(at); })) return;
    forget_direction(legs);
    std::erase_if(legs, [at](const Leg& leg) { return leg.begin > at; });
    all.insert(all.end(), legs.begin(), legs.end());
  }

  void check_shuffled(const Story& story, const LiveTrack& track) {
    std::vector<Seen> events = story.events;
    for (std::size_t twice = events.size() / 3; twice > 0; --twice)
      events.push_back(events[chance_() % events.size()]);
    std::shuffle(events.begin(), events.end(), chance_);
    LiveTrack other;
    for (const Seen& each : events) other.apply(each.event, each.at);
    ASSERT_EQ(other.legs(), track.legs());
    ASSERT_EQ(other.is_over(), track.is_over());
    std::vector<Leg> live = track.legs();
    std::vector<Leg> history = story.history;
    forget_direction(live);
    forget_direction(history);
    put_in_order(live);
    put_in_order(history);
    ASSERT_EQ(live, history);
  }

  std::mt19937_64 chance_;
  sim::World world_;
  std::vector<Instant> instants_;
  std::vector<std::vector<Leg>> live_;
  std::vector<std::vector<Leg>> history_;
};

TEST(FloorStory, IsTheSameFromLiveEventsFromHistoryAndInTruth) {
  std::set<State> seen;
  for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    StoryRun run(seed);
    run.play();
    if (HasFatalFailure()) return;
    run.compare(seen);
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(seen.size(), 5U) << "a state was never there to be compared";
}

}  // namespace
}  // namespace nowthen::floor
