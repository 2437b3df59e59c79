#include "simulator/world/views.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <set>

#include "simulator/world/world_fixture.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using test::fixture_world;

const ConversationTruth& some_conversation() {
  const auto all = fixture_world().conversations();
  return all[*rc::gen::inRange<std::size_t>(0, all.size())];
}

/// An instant that matters to the record, or one near it.
Instant some_instant(const ConversationTruth& c) {
  std::vector<Instant> instants{c.start, c.end, c.visibility.visible_at, c.visibility.wrapup_visible_at};
  for (const SegmentTruth& segment : c.segments)
    instants.insert(instants.end(), {segment.start, segment.end});
  if (c.visibility.open_at != never) instants.push_back(c.visibility.open_at);
  if (c.visibility.corrected_at != never) instants.push_back(c.visibility.corrected_at);
  if (c.visibility.deleted_at != never) instants.push_back(c.visibility.deleted_at);
  instants.erase(std::remove(instants.begin(), instants.end(), never), instants.end());
  return *rc::gen::elementOf(instants) + milliseconds(*rc::gen::inRange(-2, 60'000));
}

TEST(Revision, OnlyMovesForward) {
  nowthen::testing::expect_property([] {
    const ConversationTruth& c = some_conversation();
    const Instant earlier = some_instant(c);
    const Instant later = earlier + minutes(*rc::gen::inRange(0, 60 * 24 * 5));
    RC_ASSERT(revision_at(c, earlier) <= revision_at(c, later));
  });
}

TEST(Revision, ComesInOrderAndNeverBeforeTheFact) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    const VisibilityTruth& v = c.visibility;
    if (v.open_at != never) {
      ASSERT_GE(v.open_at, c.start);
    }
    if (v.open_at != never) {
      ASSERT_LE(v.open_at, v.visible_at);
    }
    ASSERT_GE(v.visible_at, c.end);
    ASSERT_GE(v.wrapup_visible_at, v.visible_at);
    ASSERT_GE(v.wrapup_visible_at, settled_at(c));
    if (v.corrected_at != never) {
      ASSERT_GE(v.corrected_at, std::max(v.wrapup_visible_at, c.end + hours(48)));
    }
    if (v.deleted_at != never) {
      ASSERT_GT(v.deleted_at, v.corrected_at != never ? v.corrected_at : v.wrapup_visible_at);
    }
    ASSERT_EQ(v.corrected_at != never, !c.corrections.empty());
  }
}

TEST(Visibility, IsLateNowAndThenAsThePlatformIs) {
  int quick = 0;
  int hours_late = 0;
  int days_late = 0;
  int late_wrapups = 0;
  int corrected = 0;
  int deleted = 0;
  const auto all = fixture_world().conversations();
  for (const ConversationTruth& c : all) {
    const auto lag = c.visibility.visible_at - settled_at(c);
    quick += lag <= minutes(5) ? 1 : 0;
    hours_late += lag >= hours(1) && lag < hours(24) ? 1 : 0;
    days_late += lag >= hours(47) ? 1 : 0;
    late_wrapups += c.visibility.wrapup_visible_at > c.visibility.visible_at ? 1 : 0;
    corrected += c.corrections.empty() ? 0 : 1;
    deleted += c.visibility.deleted_at != never ? 1 : 0;
  }
  EXPECT_GT(quick, std::ssize(all) * 8 / 10);
  for (const int count : {hours_late, days_late, late_wrapups, corrected}) {
    EXPECT_GT(count, std::ssize(all) / 200);
    EXPECT_LT(count, std::ssize(all) / 10);
  }
  EXPECT_GT(deleted, 3);
}

TEST(VisibleRecord, KeepsTheIdentitiesBeforeAndAfterCorrection) {
  int corrected = 0;
  int talk_corrected = 0;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    if (c.corrections.empty()) continue;
    ++corrected;
    const Totals before = totals_at(c, c.visibility.corrected_at - milliseconds(1));
    const Totals after = totals_at(c, c.visibility.corrected_at);
    ASSERT_NE(before.wrapup, after.wrapup);
    talk_corrected += before.talk != after.talk ? 1 : 0;
    const auto rest = [](const Totals& t) {
      return t.handle.value() - t.wrapup.value() - t.talk.value_or(0);
    };
    ASSERT_EQ(rest(before), rest(after));
    ASSERT_GT(before.wrapup.value(), 0);
    ASSERT_GE(before.talk.value_or(0), 0);
  }
  EXPECT_GT(corrected, 50);
  EXPECT_GT(talk_corrected, corrected / 10);
  EXPECT_LT(talk_corrected, corrected / 2);
}

TEST(VisibleRecord, KeepsStretchesAndTheirSumInStepBeforeCorrection) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    if (c.corrections.empty()) continue;
    for (const SessionTruth& session : c.sessions) {
      std::int64_t stretches = 0;
      std::int64_t sums = 0;
      for (const MetricTruth& m : visible_metrics(c, session, c.visibility.corrected_at - milliseconds(1))) {
        stretches += m.name == MetricName::t_talk ? m.value : 0;
        sums += m.name == MetricName::t_talk_complete ? m.value : 0;
      }
      ASSERT_EQ(stretches, sums) << to_text(c.id);
    }
  }
}

TEST(VisibleRecord, HasNoWrapUpBeforeItArrives) {
  nowthen::testing::expect_property([] {
    const ConversationTruth& c = some_conversation();
    const Instant instant = some_instant(c);
    RC_PRE(revision_at(c, instant) < Revision::finished);
    RC_ASSERT(!totals_at(c, instant).wrapup && !totals_at(c, instant).handle);
    for (const SessionTruth& session : c.sessions) {
      for (const SegmentTruth& segment : visible_segments(c, session, instant)) {
        RC_ASSERT(segment.type != SegmentType::wrapup);
      }
    }
  });
}

TEST(VisibleRecord, ShowsNothingOfTheFuture) {
  nowthen::testing::expect_property([] {
    const ConversationTruth& c = some_conversation();
    const Instant instant = some_instant(c);
    for (const SessionTruth& session : c.sessions) {
      for (const SegmentTruth& s : visible_segments(c, session, instant)) {
        RC_ASSERT(s.start <= instant);
        RC_ASSERT(s.end == never || s.end <= instant);
      }
      for (const MetricTruth& metric : visible_metrics(c, session, instant))
        RC_ASSERT(metric.emitted <= instant);
    }
  });
}

TEST(VisibleRecord, IsEmptyBeforeAndAfterItsLife) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    const Totals early = totals_at(c, c.start - milliseconds(1));
    ASSERT_FALSE(early.talk || early.handle || early.queue);
    if (c.visibility.deleted_at == never) continue;
    ASSERT_FALSE(totals_at(c, c.visibility.deleted_at).talk);
    ASSERT_TRUE(visible_segments(c, c.sessions.front(), c.visibility.deleted_at).empty());
  }
}

std::set<SegmentType> under_way(const ConversationTruth& c, Purpose purpose, Instant instant) {
  std::set<SegmentType> types;
  for (const ParticipantTruth& participant : c.participants) {
    if (participant.purpose != purpose) continue;
    for (const SessionTruth& session : c.sessions_of(participant)) {
      for (const SegmentTruth& s : c.segments_of(session)) {
        if (s.start <= instant && instant < s.end) types.insert(s.type);
      }
    }
  }
  return types;
}

TEST(LiveState, AgreesWithTheSegmentsUnderWay) {
  nowthen::testing::expect_property([] {
    const ConversationTruth& c = some_conversation();
    const Instant instant = some_instant(c);
    const LiveState state = live_state(c, instant);
    RC_ASSERT((state == LiveState::none) == (instant < c.start));
    RC_ASSERT((state == LiveState::closed) == (instant >= c.end));
    RC_PRE(state != LiveState::none && state != LiveState::closed);
    const auto agents = under_way(c, Purpose::agent, instant);
    const auto queues = under_way(c, Purpose::acd, instant);
    if (agents.contains(SegmentType::interact)) {
      RC_ASSERT(state == LiveState::connected);
    } else if (agents.contains(SegmentType::hold)) {
      RC_ASSERT(state == LiveState::held);
    } else if (agents.contains(SegmentType::alert)) {
      RC_ASSERT(state == LiveState::ringing);
    } else if (!queues.empty()) {
      RC_ASSERT(state == LiveState::queued);
    }
  });
}

TEST(LiveState, TakesEveryValueSomewhere) {
  std::set<LiveState> seen;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    for (const SegmentTruth& s : c.segments) seen.insert(live_state(c, s.start));
    seen.insert(live_state(c, c.start - milliseconds(1)));
  }
  for (const LiveState state : {LiveState::none, LiveState::dialing, LiveState::queued, LiveState::ringing,
                                LiveState::connected, LiveState::held, LiveState::closed}) {
    EXPECT_TRUE(seen.contains(state)) << name_of(state);
  }
}

TEST(ParticipantState, IsHeldForTheCustomerWhileTheAgentConsults) {
  int consultations = 0;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    const bool consulted = std::any_of(c.metrics.begin(), c.metrics.end(),
                                       [](const auto& m) { return m.name == MetricName::n_consult; });
    if (!consulted) continue;
    for (const SessionTruth& line : c.sessions) {
      if (c.participants[line.participant].purpose != Purpose::agent || line.peer == no_index) continue;
      const ParticipantTruth& other = c.participants[c.sessions[line.peer].participant];
      if (other.purpose != Purpose::agent || line.direction != Direction::outbound) continue;
      const Instant talking = c.segments_of(line).back().start;
      EXPECT_EQ(participant_state(c, c.participants.front(), talking), LiveState::held) << to_text(c.id);
      EXPECT_EQ(participant_state(c, c.participants[line.participant], talking), LiveState::connected);
      ++consultations;
    }
  }
  EXPECT_GT(consultations, 20);
}

TEST(ParticipantState, IsNoneBeforeJoiningAndClosedAfterLeaving) {
  nowthen::testing::expect_property([] {
    const ConversationTruth& c = some_conversation();
    const ParticipantTruth& participant = *rc::gen::elementOf(c.participants);
    Instant first = never;
    Instant last = c.start;
    for (const SessionTruth& session : c.sessions_of(participant)) {
      for (const SegmentTruth& s : c.segments_of(session)) {
        first = std::min(first, s.start);
        last = std::max(last, s.end);
      }
    }
    RC_ASSERT(participant_state(c, participant, first - milliseconds(1)) == LiveState::none);
    RC_ASSERT(participant_state(c, participant, last) == LiveState::closed);
  });
}

}  // namespace
}  // namespace nowthen::sim
