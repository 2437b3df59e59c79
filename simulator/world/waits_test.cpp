// How long people wait, and what becomes of those whom closing time overtakes.
#include <gtest/gtest.h>

#include <algorithm>

#include "simulator/world/calendar.hpp"
#include "simulator/world/views.hpp"
#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::fixture_world;

/// A conversation's stay in one queue.
struct Stay {
  const ConversationTruth& conversation;
  const QueueTruth& queue;
  std::span<const SegmentTruth> segments;
  std::span<const MetricTruth> metrics;

  bool has(MetricName name) const {
    return std::any_of(metrics.begin(), metrics.end(), [name](const auto& m) { return m.name == name; });
  }
  Instant begin() const { return segments.front().start; }
  Instant end() const { return segments.back().end; }
};

template <class Check>
void for_each_stay(Check&& check) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    for (const SessionTruth& session : c.sessions) {
      const ParticipantTruth& participant = c.participants[session.participant];
      if (participant.purpose != Purpose::acd) continue;
      SCOPED_TRACE(to_text(c.id));
      check(Stay{c, fixture_world().centre().queues[participant.queue], c.segments_of(session),
                 c.metrics_of(session)});
    }
  }
}

/// The first time the queue closes after `instant`; `never` for one that does not.
Instant next_closing(const QueueTruth& queue, Instant instant) {
  if (queue.opens_minute == 0 && queue.closes_minute == 1440) return never;
  const auto day = local_time(instant).day;
  const Instant today = instant_at(day, queue.closes_minute);
  return today > instant ? today : instant_at(day + std::chrono::days(1), queue.closes_minute);
}

TEST(Waits, NoVoiceConversationWaitsForHours) {
  for_each_stay([](const Stay& stay) {
    if (stay.conversation.media != MediaType::voice) return;
    ASSERT_LE(stay.end() - stay.begin(), hours(2)) << stay.queue.name;
  });
}

TEST(Waits, NoVoiceConversationThatEndsLastsOvernight) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    if (c.media != MediaType::voice || c.end == never) continue;
    ASSERT_LT(c.end - c.start, hours(6)) << to_text(c.id);
  }
}

TEST(Waits, NobodyIsInAVoiceQueueThatIsClosed) {
  for_each_stay([](const Stay& stay) {
    if (stay.queue.media != MediaType::voice) return;
    const int minute = local_time(stay.begin()).minute;
    ASSERT_GE(minute, stay.queue.opens_minute) << stay.queue.name;
    ASSERT_LT(minute, stay.queue.closes_minute) << stay.queue.name;
    // Who hears that the queue closes, and whose call rings already, stay some seconds longer.
    const Instant closing = next_closing(stay.queue, stay.begin());
    if (closing == never) return;
    ASSERT_LE(stay.end(), closing + seconds(40)) << stay.queue.name;
  });
}

TEST(Waits, SomeAreSentAwayAtClosingTimeAndFlowOut) {
  int sent_away = 0;
  for_each_stay([&sent_away](const Stay& stay) {
    const bool spoken = stay.queue.media == MediaType::voice;
    if (!spoken || stay.end() < next_closing(stay.queue, stay.begin())) return;
    if (stay.has(MetricName::t_abandon) || stay.segments.back().disconnect == DisconnectType::transfer)
      return;
    ++sent_away;
    EXPECT_TRUE(stay.has(MetricName::t_flow_out));
    EXPECT_TRUE(stay.has(MetricName::n_offered));
  });
  EXPECT_GT(sent_away, 0);
}

TEST(Waits, AFewOfAHundredCallersAbandon) {
  int offered = 0;
  int abandoned = 0;
  for_each_stay([&](const Stay& stay) {
    if (stay.conversation.media != MediaType::voice) return;
    ++offered;
    abandoned += stay.has(MetricName::t_abandon) ? 1 : 0;
  });
  EXPECT_GE(abandoned * 100, offered * 3) << abandoned << " of " << offered;
  EXPECT_LE(abandoned * 100, offered * 12) << abandoned << " of " << offered;
}

TEST(Waits, ACallbackThatIsNotDueHoldsNoLine) {
  int scheduled = 0;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    for (const SegmentTruth& s : c.segments) {
      if (s.type != SegmentType::scheduled || s.end - s.start < minutes(1)) continue;
      ++scheduled;
      EXPECT_EQ(live_state(c, s.start + minutes(1)), LiveState::queued) << to_text(c.id);
    }
  }
  EXPECT_GT(scheduled, 20);
}

}  // namespace
}  // namespace nowthen::sim
