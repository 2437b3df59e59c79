#pragma once
#include <cstdint>
#include <nowthen/model/conversation_detail.hpp>
#include <string_view>

#include "warehouse/schema/record_meta.hpp"

namespace nowthen::warehouse {

/// Where in its conversation a part stands. Refers to the conversation, which must outlive it.
struct Place {
  const ConversationDetail* conversation = nullptr;
  const RecordMeta* meta = nullptr;
  const ParticipantDetail* participant = nullptr;
  std::int64_t participant_index = 0;
  const Session* session = nullptr;
  std::int64_t session_index = 0;
  std::string_view queue_id;  ///< Of the session.
  std::int64_t index = 0;     ///< Of any other part, within its list.
};

/// The queue of a session: that of its first segment with one. Empty: none. A view into `session`.
inline std::string_view queue_of(const Session& session) noexcept {
  for (const Segment& segment : session.segments)
    if (!segment.queue_id.empty()) return segment.queue_id.str();
  return {};
}

inline Place inside(Place place, const ParticipantDetail& part, std::int64_t index) noexcept {
  place.participant = &part;
  place.participant_index = index;
  return place;
}

inline Place inside(Place place, const Session& part, std::int64_t index) noexcept {
  place.session = &part;
  place.session_index = index;
  place.queue_id = queue_of(part);
  return place;
}

template <class Part>
Place inside(Place place, const Part&, std::int64_t index) noexcept {
  place.index = index;
  return place;
}

}  // namespace nowthen::warehouse
