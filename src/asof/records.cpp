#include "asof/records.hpp"

#include <utility>

#include "access/values.hpp"
#include "floor/legs_of.hpp"

namespace nowthen::asof {
namespace {

using access::text_in;

std::int64_t number_in(const access::Answer& row, std::size_t column) {
  return row.get<std::int64_t>(column).value_or(0);
}

bool counts(const access::Answer& row) {
  const std::string purpose = text_in(row, 4);
  return floor::is_queue(purpose) || floor::is_worker(purpose);
}

Segment segment_in(const access::Answer& row) {
  Segment segment;
  segment.segment_type = text_in(row, 5);
  segment.segment_start = row.get<Instant>(6);
  segment.segment_end = row.get<Instant>(7);
  segment.queue_id = QueueId(text_in(row, 8));
  return segment;
}

}  // namespace

Records::Party& Records::party_of(const access::Answer& row) {
  Party& party = records_[text_in(row, 0)].parties[number_in(row, 1)];
  party.purpose = text_in(row, 4);
  return party;
}

void Records::add_present(const access::Answer& row) {
  if (!counts(row)) return;
  Party& party = party_of(row);
  party.user_id = UserId(text_in(row, 9));
  Line& line = party.lines[number_in(row, 2)];
  line.media_type = text_in(row, 10);
  line.direction = text_in(row, 11);
  line.segments.insert_or_assign(number_in(row, 3), segment_in(row));
}

void Records::add_stretch(const access::Answer& row) {
  if (!counts(row)) return;
  party_of(row).lines[number_in(row, 2)].segments.insert_or_assign(number_in(row, 3), segment_in(row));
}

void Records::add_record(const access::Answer& row) {
  const auto record = records_.find(text_in(row, 0));
  if (record == records_.end()) return;
  record->second.as_of = row.get<Instant>(1);
  record->second.has_ended = row.get<bool>(2).value_or(false);
}

std::vector<std::string> Records::ids() const {
  std::vector<std::string> ids;
  ids.reserve(records_.size());
  for (const auto& [id, record] : records_) ids.push_back(id);
  return ids;
}

std::vector<std::string> Records::ids_without_record() const {
  std::vector<std::string> ids;
  for (const auto& [id, record] : records_)
    if (!record.as_of) ids.push_back(id);
  return ids;
}

std::optional<Instant> Records::as_of(const std::string& id) const {
  const auto record = records_.find(id);
  return record == records_.end() ? std::nullopt : record->second.as_of;
}

bool Records::is_older(const std::string& id, Instant at) const {
  const auto record = records_.find(id);
  return record != records_.end() && !record->second.has_ended && record->second.as_of &&
         *record->second.as_of < at;
}

ConversationDetail Records::detail_of(const std::string& id, const Record& record) {
  ConversationDetail detail;
  detail.conversation_id = ConversationId(id);
  for (const auto& [position, party] : record.parties) {
    ParticipantDetail participant;
    participant.purpose = party.purpose;
    participant.user_id = party.user_id;
    for (const auto& [place, line] : party.lines) {
      Session session;
      session.media_type = line.media_type;
      session.direction = line.direction;
      for (const auto& [index, segment] : line.segments) session.segments.push_back(segment);
      participant.sessions.push_back(std::move(session));
    }
    detail.participants.push_back(std::move(participant));
  }
  return detail;
}

std::vector<floor::Leg> Records::legs() const {
  std::vector<floor::Leg> legs;
  for (const auto& [id, record] : records_)
    for (floor::Leg& leg : floor::legs_of(detail_of(id, record))) legs.push_back(std::move(leg));
  return legs;
}

}  // namespace nowthen::asof
