#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace nowthen::sim {

/// What one record of the platform says at one instant, in the platform's own words, whoever it comes from.
///
/// Texts belong to the source that filled it and live until the source is asked for the next facts. The parts
/// stand in pools, one after the other, and are told apart by ranges, so that filling costs no allocation.
/// A text that is empty is a field that the record does not have; so is an instant that is `absent`.
inline constexpr Instant absent = Instant::max();

/// A stretch of one of the pools.
struct FactRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// A field that has no member of its own here.
struct FactField {
  std::string_view name;   ///< As in the record: `provider`, `requestedRoutings`.
  std::string_view value;  ///< Plain text, or JSON: a number, a boolean, an array, an object.
  bool is_json = false;
};

struct MetricFacts {
  std::string_view name;
  std::int64_t value = 0;
  Instant emitted;
};

struct SegmentFacts {
  Instant start = absent;
  Instant end = absent;  ///< `absent`: still going on.
  std::string_view type;
  std::string_view queue_id;
  std::string_view disconnect_type;
  std::string_view wrap_up_code;
  std::int8_t conference = -1;  ///< 1, 0, or -1 where the record does not say.
  FactRange fields;
};

struct SessionFacts {
  std::string_view id;
  std::string_view media_type;
  std::string_view direction;
  FactRange segments;
  FactRange metrics;
  FactRange fields;
  FactRange flow;  ///< The fields of `flow`; none: the record has no flow.
};

struct ParticipantFacts {
  std::string_view id;
  std::string_view name;
  std::string_view purpose;
  std::string_view user_id;
  FactRange sessions;
  FactRange fields;
  FactRange attributes;  ///< Shown by jobs alone.
};

/// An evaluation, a survey or a resolution.
struct AppendixFacts {
  enum class Kind : std::uint8_t { evaluation, survey, resolution };
  Kind kind = Kind::evaluation;
  FactRange fields;
};

struct ConversationFacts {
  std::string_view id;
  Instant start = absent;
  Instant end = absent;  ///< `conversationEnd`; `absent`: the record does not say that it has ended.
  std::string_view originating_direction;
  FactRange fields;  ///< `divisionIds`, `conversationInitiator`, ...

  /// The next instant at which the record says something else; `absent`: never.
  Instant changes_at = absent;

  std::vector<ParticipantFacts> participants;
  std::vector<SessionFacts> sessions;
  std::vector<SegmentFacts> segments;
  std::vector<MetricFacts> metrics;
  std::vector<AppendixFacts> appendices;
  std::vector<FactField> field_pool;

  std::span<const SessionFacts> sessions_of(const ParticipantFacts& participant) const {
    return std::span(sessions).subspan(participant.sessions.first, participant.sessions.count);
  }
  std::span<const SegmentFacts> segments_of(const SessionFacts& session) const {
    return std::span(segments).subspan(session.segments.first, session.segments.count);
  }
  std::span<const MetricFacts> metrics_of(const SessionFacts& session) const {
    return std::span(metrics).subspan(session.metrics.first, session.metrics.count);
  }
  std::span<const FactField> fields_of(FactRange range) const {
    return std::span(field_pool).subspan(range.first, range.count);
  }
  /// The value of the field with this name in `range`, or nullptr.
  const FactField* find(FactRange range, std::string_view name) const {
    for (const FactField& field : fields_of(range))
      if (field.name == name) return &field;
    return nullptr;
  }

  /// Forgets everything and keeps the memory.
  void clear();
};

}  // namespace nowthen::sim
