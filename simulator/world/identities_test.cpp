// What must hold between segments, sessions and metrics of every conversation.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using test::conversations_of_all_kinds;

std::optional<std::int64_t> sum_of(std::span<const MetricTruth> metrics, MetricName name) {
  std::optional<std::int64_t> sum;
  for (const MetricTruth& metric : metrics) {
    if (metric.name == name) sum = sum.value_or(0) + metric.value;
  }
  return sum;
}

std::int64_t length_of(std::span<const SegmentTruth> segments, SegmentType type) {
  std::int64_t length = 0;
  for (const SegmentTruth& segment : segments)
    length += segment.type == type ? (segment.end - segment.start).count() : 0;
  return length;
}

/// A session with all that belongs to it.
struct Leg {
  const ConversationTruth& conversation;
  const SessionTruth& session;
  std::span<const SegmentTruth> segments;
  std::span<const MetricTruth> metrics;

  Purpose purpose() const { return conversation.participants[session.participant].purpose; }
  std::optional<std::int64_t> sum(MetricName name) const { return sum_of(metrics, name); }
  std::int64_t length(SegmentType type) const { return length_of(segments, type); }
  bool ends() const {
    return std::none_of(segments.begin(), segments.end(), [](const auto& s) { return s.end == never; });
  }
};

/// Every session that ended; of a conversation whose end was lost some never did.
template <class Check>
void for_each_leg(Check&& check) {
  for (const ConversationTruth& conversation : conversations_of_all_kinds()) {
    for (const SessionTruth& session : conversation.sessions) {
      SCOPED_TRACE(to_text(conversation.id));
      const Leg leg{conversation, session, conversation.segments_of(session),
                    conversation.metrics_of(session)};
      if (leg.ends()) check(leg);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(Identities, HandleIsTalkAndHoldAndWrapUp) {
  int handled = 0;
  for_each_leg([&handled](const Leg& leg) {
    const auto handle = leg.sum(MetricName::t_handle);
    if (!handle) return;
    ++handled;
    EXPECT_EQ(*handle, leg.sum(MetricName::t_talk_complete).value_or(0) +
                           leg.sum(MetricName::t_held_complete).value_or(0) +
                           leg.sum(MetricName::t_acw).value_or(0));
  });
  EXPECT_GT(handled, 4000);
}

TEST(Identities, StretchesAddUpToTheirComplete) {
  for_each_leg([](const Leg& leg) {
    EXPECT_EQ(leg.sum(MetricName::t_talk), leg.sum(MetricName::t_talk_complete));
    EXPECT_EQ(leg.sum(MetricName::t_held), leg.sum(MetricName::t_held_complete));
    EXPECT_EQ(leg.sum(MetricName::t_active_callback), leg.sum(MetricName::t_active_callback_complete));
  });
}

TEST(Identities, MetricsAgreeWithSegments) {
  for_each_leg([](const Leg& leg) {
    if (const auto talk = leg.sum(MetricName::t_talk_complete)) {
      EXPECT_EQ(*talk, leg.length(SegmentType::interact));
    }
    EXPECT_EQ(leg.sum(MetricName::t_held_complete).value_or(0), leg.length(SegmentType::hold));
    EXPECT_EQ(leg.sum(MetricName::t_alert).value_or(0), leg.length(SegmentType::alert));
    EXPECT_EQ(leg.sum(MetricName::t_ivr).value_or(0), leg.length(SegmentType::ivr));
    if (const auto waited = leg.sum(MetricName::t_acd)) {
      EXPECT_EQ(*waited, leg.length(SegmentType::interact));
    }
    if (const auto dialing = leg.sum(MetricName::t_dialing)) {
      EXPECT_EQ(*dialing, leg.length(SegmentType::dialing));
    }
    if (const auto ringing = leg.sum(MetricName::t_contacting)) {
      EXPECT_EQ(*ringing, leg.length(SegmentType::contacting));
    }
  });
}

TEST(Identities, WrapUpSegmentsAgreeWithTheirMetricButForTheOddOnes) {
  for_each_leg([](const Leg& leg) {
    const bool odd =
        leg.conversation.is(Oddity::wrapup_differs) || leg.conversation.is(Oddity::overlapping_wrapup);
    if (!odd) {
      EXPECT_EQ(leg.sum(MetricName::t_acw).value_or(0), leg.length(SegmentType::wrapup));
    }
  });
}

TEST(Identities, EveryOfferIsAnsweredAbandonedOrFlowsOut) {
  for (const ConversationTruth& conversation : conversations_of_all_kinds()) {
    std::int64_t answered_legs = 0;
    std::int64_t answers = 0;
    for (const SessionTruth& session : conversation.sessions) {
      const auto metrics = conversation.metrics_of(session);
      answers += sum_of(metrics, MetricName::t_answered) ? 1 : 0;
      if (conversation.participants[session.participant].purpose != Purpose::acd) continue;
      ASSERT_EQ(sum_of(metrics, MetricName::n_offered), 1);
      const int abandoned = sum_of(metrics, MetricName::t_abandon) ? 1 : 0;
      const int flowed_out = sum_of(metrics, MetricName::t_flow_out) ? 1 : 0;
      ASSERT_LE(abandoned + flowed_out, 1);
      answered_legs += 1 - abandoned - flowed_out;
    }
    ASSERT_EQ(answered_legs, answers) << to_text(conversation.id);
  }
}

TEST(Identities, AnsweredIsTheWaitOfTheLegThatLedToIt) {
  for (const ConversationTruth& conversation : conversations_of_all_kinds()) {
    std::optional<std::int64_t> waited;  // Of the acd leg before.
    for (const SessionTruth& session : conversation.sessions) {
      const auto metrics = conversation.metrics_of(session);
      if (const auto wait = sum_of(metrics, MetricName::t_acd)) waited = wait;
      if (const auto answered = sum_of(metrics, MetricName::t_answered)) {
        ASSERT_EQ(answered, waited) << to_text(conversation.id);
      }
    }
  }
}

TEST(Identities, AbandonsAreWaits) {
  for_each_leg([](const Leg& leg) {
    const auto abandoned = leg.sum(MetricName::t_abandon);
    if (abandoned) {
      EXPECT_EQ(abandoned, leg.sum(MetricName::t_acd));
    }
    if (const auto brief = leg.sum(MetricName::t_short_abandon)) {
      EXPECT_EQ(brief, abandoned);
    }
  });
}

TEST(Identities, NoSegmentLiesOutsideButWrapUpAndTheOddEarlyOne) {
  for (const ConversationTruth& conversation : conversations_of_all_kinds()) {
    for (const SegmentTruth& segment : conversation.segments) {
      ASSERT_LE(segment.start, segment.end);
      if (!conversation.is(Oddity::early_segment)) {
        ASSERT_GE(segment.start, conversation.start);
      }
      if (segment.type != SegmentType::wrapup) {
        ASSERT_LE(segment.end, conversation.end);
      }
      ASSERT_GE(segment.start, conversation.start - std::chrono::milliseconds(20));
    }
  }
}

TEST(Identities, ALegsSegmentsFollowOneAnotherButForTheOddWrapUp) {
  for_each_leg([](const Leg& leg) {
    for (std::size_t i = 1; i < leg.segments.size(); ++i) {
      if (leg.segments[i].type == SegmentType::wrapup && leg.conversation.is(Oddity::overlapping_wrapup))
        continue;
      EXPECT_GE(leg.segments[i].start, leg.segments[i - 1].end);
    }
  });
}

TEST(Identities, EveryMetricIsEmittedWithinItsLegsLife) {
  for_each_leg([](const Leg& leg) {
    ASSERT_FALSE(leg.segments.empty());
    Instant last = leg.segments.front().end;
    for (const SegmentTruth& segment : leg.segments) last = std::max(last, segment.end);
    for (const MetricTruth& metric : leg.metrics) {
      EXPECT_GE(metric.emitted, leg.segments.front().start);
      // The dialer's call is lost only later, in the queue.
      if (metric.name == MetricName::n_outbound_abandoned) continue;
      EXPECT_LE(metric.emitted, last + std::chrono::milliseconds(50)) << name_of(metric.name);
      EXPECT_GE(metric.value, 0);
    }
  });
}

TEST(Identities, MetricsAreSortedByDateAndName) {
  for_each_leg([](const Leg& leg) {
    EXPECT_TRUE(std::is_sorted(leg.metrics.begin(), leg.metrics.end(), [](const auto& a, const auto& b) {
      return std::pair(a.emitted, name_of(a.name)) < std::pair(b.emitted, name_of(b.name));
    }));
  });
}

TEST(Identities, PartsPointAtOneAnother) {
  for (const ConversationTruth& c : conversations_of_all_kinds()) {
    std::size_t sessions = 0;
    for (std::size_t p = 0; p < c.participants.size(); ++p) {
      for (const SessionTruth& session : c.sessions_of(c.participants[p])) ASSERT_EQ(session.participant, p);
      sessions += c.participants[p].session_count;
    }
    ASSERT_EQ(sessions, c.sessions.size());
    for (const SessionTruth& session : c.sessions) {
      if (session.peer != no_index) {
        ASSERT_LT(session.peer, c.sessions.size());
      }
    }
    ASSERT_EQ(c.participants.front().purpose, Purpose::customer);
  }
}

}  // namespace
}  // namespace nowthen::sim
