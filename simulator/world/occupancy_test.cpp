// Who can be where: people have one mouth and their skills.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "simulator/world/calendar.hpp"
#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using test::fixture_world;

struct Presence {
  Instant start;
  Instant end;
  const ConversationTruth* conversation;
  bool voice;
};

bool is_voice(const ConversationTruth& c) {
  return c.media == MediaType::voice || c.media == MediaType::callback;
}

/// From the first ring to the end of wrap-up, by agent and conversation leg.
std::map<std::uint32_t, std::vector<Presence>> presences() {
  std::map<std::uint32_t, std::vector<Presence>> by_agent;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    for (const ParticipantTruth& participant : c.participants) {
      if (participant.purpose != Purpose::agent) continue;
      Presence presence{Instant::max(), Instant::min(), &c, is_voice(c)};
      for (const SessionTruth& session : c.sessions_of(participant)) {
        for (const SegmentTruth& segment : c.segments_of(session)) {
          presence.start = std::min(presence.start, segment.start);
          if (segment.end == never) continue;  // The end was lost, not the person.
          presence.end = std::max(presence.end, segment.end);
        }
      }
      by_agent[participant.agent].push_back(presence);
    }
  }
  for (auto& [agent, list] : by_agent) {
    std::sort(list.begin(), list.end(),
              [](const Presence& a, const Presence& b) { return a.start < b.start; });
  }
  return by_agent;
}

TEST(Occupancy, NobodyIsInTwoVoiceInteractionsAtOnce) {
  int checked = 0;
  for (const auto& [agent, list] : presences()) {
    Instant busy_until = Instant::min();
    for (const Presence& presence : list) {
      if (!presence.voice) continue;
      ASSERT_GE(presence.start, busy_until) << "agent " << agent << " " << to_text(presence.conversation->id);
      busy_until = std::max(busy_until, presence.end);
      ++checked;
    }
  }
  EXPECT_GT(checked, 2500);
}

TEST(Occupancy, NobodyHasMoreDigitalContactsThanSlotsNorAnyBesideVoice) {
  for (const auto& [agent, list] : presences()) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      int beside = 0;
      for (std::size_t j = 0; j < i; ++j) {
        if (list[j].end <= list[i].start) continue;
        ASSERT_FALSE(list[j].voice != list[i].voice)
            << "agent " << agent << " " << to_text(list[i].conversation->id);
        ++beside;
      }
      ASSERT_LT(beside, fixture_world().centre().agents[agent].chat_slots);
    }
  }
}

TEST(Occupancy, EverybodyTakesOnlyWhatTheirSkillsAllow) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    for (const ParticipantTruth& participant : c.participants) {
      if (participant.purpose != Purpose::agent) continue;
      const auto& skills = fixture_world().centre().agents[participant.agent].queues;
      ASSERT_TRUE(std::find(skills.begin(), skills.end(), participant.queue) != skills.end())
          << to_text(c.id);
    }
  }
}

TEST(Occupancy, NobodyIsRungOutsideTheirShift) {
  for (const auto& [agent, list] : presences()) {
    const AgentTruth& person = fixture_world().centre().agents[agent];
    for (const Presence& presence : list) {
      LocalTime local = local_time(presence.start);
      if (local.minute < person.shift_begin_minute) {  // The night before.
        local.minute += 1440;
        local.weekday = (local.weekday + 6) % 7;
      }
      ASSERT_TRUE((person.weekdays >> local.weekday & 1) != 0) << agent;
      ASSERT_LE(local.minute, person.shift_end_minute) << agent;
    }
  }
}

TEST(Occupancy, TheLongestWaitingOfAQueueIsServedFirst) {
  // Among callers of one queue who were answered without being sent round: first come, first served.
  std::map<std::uint16_t, std::vector<std::pair<Instant, Instant>>> waits;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    if (c.media != MediaType::voice || c.direction != Direction::inbound) continue;
    for (const ParticipantTruth& participant : c.participants) {
      if (participant.purpose != Purpose::acd) continue;
      const auto& leg = c.segments_of(c.sessions_of(participant).front());
      const bool first_leg = participant.first_session == 2;  // Customer, menu, queue.
      if (first_leg && leg.back().disconnect == DisconnectType::transfer) {
        waits[participant.queue].emplace_back(leg.back().start, leg.back().end);
      }
    }
  }
  const auto ring = std::chrono::seconds(17);
  for (auto& [queue, list] : waits) {
    std::sort(list.begin(), list.end());
    for (std::size_t i = 1; i < list.size(); ++i)
      ASSERT_GE(list[i].second + ring, list[i - 1].second) << queue;
  }
}

}  // namespace
}  // namespace nowthen::sim
