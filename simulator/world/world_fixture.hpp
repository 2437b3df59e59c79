#pragma once
#include <span>
#include <vector>

#include "simulator/world/extraction_world.hpp"
#include "simulator/world/world.hpp"

/// For tests only: worlds to look at, and a digest to compare them by.
namespace nowthen::sim::test {

/// Sunday 2026-10-25, 01:00 UTC: summer time ends in the fixture's second week.
inline Instant fixture_begin() { return std::chrono::sys_days(std::chrono::year(2026) / 10 / 15); }

inline WorldOptions fixture_options(std::uint64_t seed = 1, int days = 14) {
  return {.seed = seed,
          .begin = fixture_begin(),
          .end = fixture_begin() + std::chrono::days(days),
          .per_day = 400};
}

/// Two weeks of about 400 a day, made once.
inline const World& fixture_world() {
  static const World world(fixture_options());
  return world;
}

/// The world to measure extraction in, whole: the eight days in which conversations start, and two more.
inline World make_extraction_world(std::uint64_t seed, int per_day) {
  WorldOptions options = fixture_options(seed, 10);
  options.per_day = per_day;
  options.shape = extraction_world();
  return World(options);
}

/// A small one, made once.
inline const World& extraction_fixture() {
  static const World world = make_extraction_world(1, 400);
  return world;
}

/// What both fixtures hold: for what must be true of any world.
inline std::span<const ConversationTruth> conversations_of_all_kinds() {
  static const std::vector<ConversationTruth> all = [] {
    const auto usual = fixture_world().conversations();
    const auto shaped = extraction_fixture().conversations();
    std::vector<ConversationTruth> both(usual.begin(), usual.end());
    both.insert(both.end(), shaped.begin(), shaped.end());
    return both;
  }();
  return all;
}

/// FNV-1a over everything a record says.
class Digest {
 public:
  void add(std::uint64_t value) {
    for (int byte = 0; byte < 8; ++byte, value >>= 8U) state_ = (state_ ^ (value & 0xFFU)) * 0x100000001B3U;
  }
  void add(Instant instant) { add(static_cast<std::uint64_t>(instant.time_since_epoch().count())); }
  void add(const ConversationTruth& conversation);
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

inline void Digest::add(const ConversationTruth& c) {
  for (const std::uint64_t value : {c.id.high, c.id.low, std::uint64_t{c.customer}, std::uint64_t{c.queue},
                                    std::uint64_t{c.division}, std::uint64_t{c.oddities}}) {
    add(value);
  }
  for (const Instant instant :
       {c.start, c.end, c.visibility.open_at, c.visibility.visible_at, c.visibility.wrapup_visible_at,
        c.visibility.corrected_at, c.visibility.deleted_at}) {
    add(instant);
  }
  for (const ParticipantTruth& p : c.participants) {
    add(static_cast<std::uint64_t>(p.purpose) << 48U | std::uint64_t{p.queue} << 32U | p.agent);
  }
  for (const SessionTruth& s : c.sessions) {
    add(std::uint64_t{s.participant} << 48U | std::uint64_t{s.peer} << 32U |
        std::uint64_t{s.segment_count} << 16U | s.metric_count);
  }
  for (const SegmentTruth& s : c.segments) {
    add(s.start);
    add(s.end);
    add(static_cast<std::uint64_t>(s.type) << 32U | static_cast<std::uint64_t>(s.disconnect) << 24U |
        s.wrapup_code);
  }
  for (const MetricTruth& m : c.metrics) {
    add(m.emitted);
    add(static_cast<std::uint64_t>(m.name) << 48U | static_cast<std::uint32_t>(m.value));
  }
}

inline std::uint64_t digest_of(std::span<const ConversationTruth> conversations) {
  Digest digest;
  for (const ConversationTruth& conversation : conversations) digest.add(conversation);
  return digest.value();
}

}  // namespace nowthen::sim::test
