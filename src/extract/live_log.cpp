#include "extract/live_log.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <unordered_map>

#include "extract/json_rows.hpp"
#include "warehouse/schema/sql_literal.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// A leg and a gap as they are written: enumerations by name.
struct WrittenLeg {
  std::string media_type, direction, state, queue_id, user_id;
  Instant begin{};
  std::optional<Instant> end;
};
struct WrittenGap {
  std::int64_t number = 0;
  Instant began_at{};
  std::optional<Instant> ended_at, healed_at;
  std::string cause, note;
  std::int64_t requests = 0;
};

template <class Each>
static void walk(WrittenLeg& row, Each& each) {
  each("mediaType", row.media_type);
  each("direction", row.direction);
  each("state", row.state);
  each("queueId", row.queue_id);
  each("userId", row.user_id);
  each("begin", row.begin);
  each("end", row.end);
}

template <class Each>
static void walk(WrittenGap& row, Each& each) {
  each("number", row.number);
  each("beganAt", row.began_at);
  each("endedAt", row.ended_at);
  each("healedAt", row.healed_at);
  each("cause", row.cause);
  each("requests", row.requests);
  each("note", row.note);
}

namespace {

namespace json = boost::json;
using warehouse::Outcome;
using warehouse::Value;

constexpr const char* of_events = "event";
constexpr const char* of_records = "details";

std::vector<WrittenLeg> written_legs(const std::vector<floor::Leg>& legs) {
  std::vector<WrittenLeg> rows;
  rows.reserve(legs.size());
  for (const floor::Leg& leg : legs)
    rows.push_back({.media_type = leg.media_type,
                    .direction = leg.direction,
                    .state = std::string(floor::name_of(leg.state)),
                    .queue_id = leg.queue_id.str(),
                    .user_id = leg.user_id.str(),
                    .begin = leg.begin,
                    .end = leg.end});
  return rows;
}

std::vector<WrittenGap> written_gaps(const std::vector<live::Gap>& gaps) {
  std::vector<WrittenGap> rows;
  rows.reserve(gaps.size());
  for (const live::Gap& gap : gaps)
    rows.push_back({.number = gap.number,
                    .began_at = gap.began_at,
                    .ended_at = gap.ended_at,
                    .healed_at = gap.healed_at,
                    .cause = std::string(name_of(gap.cause)),
                    .note = gap.note,
                    .requests = gap.requests});
  return rows;
}

Error no_log(std::string message) {
  return {.kind = ErrorKind::malformed_reply, .message = "a record of the live log: " + std::move(message)};
}

bool read_track(const json::object& object, LiveLogRecord& record) {
  const json::value* id = object.if_contains("conversationId");
  if (id == nullptr) return true;
  std::string text;
  std::string origin;
  live::TrackRow track;
  std::vector<WrittenLeg> legs;
  json_rows::Reading reading{object};
  reading("conversationId", text);
  reading("asOf", track.as_of);
  reading("origin", origin);
  if (!reading.is_sound || !json_rows::read_rows(object, "legs", legs)) return false;
  track.conversation_id = ConversationId(text);
  track.is_from_record = origin == of_records;
  if (const json::value* over = object.if_contains("isOver")) {
    if (!over->is_bool()) return false;
    track.is_over = over->get_bool();
  }
  for (WrittenLeg& leg : legs) {
    const auto state = floor::state_named(leg.state);
    if (!state) return false;
    track.legs.push_back({.conversation_id = track.conversation_id,
                          .media_type = std::move(leg.media_type),
                          .direction = std::move(leg.direction),
                          .state = *state,
                          .queue_id = QueueId(std::move(leg.queue_id)),
                          .user_id = UserId(std::move(leg.user_id)),
                          .begin = leg.begin,
                          .end = leg.end});
  }
  record.track = std::move(track);
  return true;
}

bool read_gaps(const json::object& object, std::vector<live::Gap>& gaps) {
  std::vector<WrittenGap> rows;
  if (!json_rows::read_rows(object, "gaps", rows)) return false;
  for (WrittenGap& row : rows) {
    const auto cause = live::gap_cause_named(row.cause);
    if (!cause) return false;
    gaps.push_back({.number = row.number,
                    .began_at = row.began_at,
                    .ended_at = row.ended_at,
                    .healed_at = row.healed_at,
                    .cause = *cause,
                    .requests = row.requests,
                    .note = std::move(row.note)});
  }
  return true;
}

Value or_null(std::string_view text) { return text.empty() ? Value(nullptr) : Value(text); }

/// Of each conversation the last record; nothing of it is kept in the tables but that.
std::vector<const LiveLogRecord*> latest_tracks(const std::vector<LiveLogRecord>& records) {
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<const LiveLogRecord*> latest;
  for (const LiveLogRecord& record : records) {
    if (!record.track) continue;
    const auto [place, is_new] = places.try_emplace(record.track->conversation_id.str(), latest.size());
    if (is_new)
      latest.push_back(&record);
    else
      latest[place->second] = &record;
  }
  return latest;
}

/// The rows that these replace. DuckDB leaves out the parts of the table where none can be.
Outcome<void> drop_tracks(warehouse::Connection& connection, const std::vector<const LiveLogRecord*>& tracks,
                          const LegBounds& bounds) {
  std::string ids;
  Instant earliest = Instant::max();
  for (const LiveLogRecord* each : tracks) {
    const std::string& id = each->track->conversation_id.str();
    const auto begin = bounds.of(id);
    if (!begin) continue;
    earliest = std::min(earliest, *begin);
    ids += (ids.empty() ? "" : ",") + warehouse::sql_literal(id);
  }
  if (ids.empty()) return boost::system::in_place_value;
  auto gone = connection.execute(
      "DELETE FROM live_leg WHERE began_at >= ? AND conversation_id IN (" + ids + ")", {earliest});
  if (!gone) return gone.error();
  return boost::system::in_place_value;
}

Outcome<void> list_tracks(warehouse::Connection& connection, const std::vector<LiveLogRecord>& records,
                          LegBounds& bounds) {
  const auto tracks = latest_tracks(records);
  if (tracks.empty()) return boost::system::in_place_value;
  if (auto known = bounds.read(connection); !known) return known;
  if (auto gone = drop_tracks(connection, tracks, bounds); !gone) return gone;
  auto rows = connection.append_to("live_leg");
  if (!rows) return rows.error();
  for (const LiveLogRecord* each : tracks) {
    std::int64_t index = 0;
    for (const floor::Leg& leg : each->track->legs) {
      bounds.note(each->track->conversation_id.str(), leg.begin);
      auto added = rows->append_row(
          {leg.conversation_id, index++, or_null(leg.media_type), or_null(leg.direction),
           floor::name_of(leg.state), or_null(leg.queue_id.str()), or_null(leg.user_id.str()), leg.begin,
           leg.end, each->track->is_from_record ? of_records : of_events, each->track->as_of,
           each->place.segment, each->place.offset, each->place.record,
           each->track->is_over ? Value(*each->track->is_over) : Value(nullptr)});
      if (!added) return added;
    }
  }
  return rows->close();
}

Outcome<void> list_gap(warehouse::Connection& connection, const live::Gap& gap) {
  if (auto gone = connection.execute("DELETE FROM live_gap WHERE gap_id = ?", {gap.number}); !gone)
    return gone.error();
  auto added = connection.execute(
      "INSERT INTO live_gap BY NAME SELECT ? AS gap_id, ? AS began_at, ? AS ended_at, ? AS cause, ? AS "
      "healed_at, ? AS requests, ? AS note",
      {gap.number, gap.began_at, gap.ended_at, name_of(gap.cause), gap.healed_at, gap.requests,
       or_null(gap.note)});
  if (!added) return added.error();
  return boost::system::in_place_value;
}

}  // namespace

std::string encode_live_log(const LiveLogRecord& record) {
  json::object object;
  if (record.track) {
    object["conversationId"] = record.track->conversation_id.str();
    object["asOf"] = format_instant(record.track->as_of);
    object["origin"] = record.track->is_from_record ? of_records : of_events;
    object["legs"] = json_rows::written(written_legs(record.track->legs));
    if (record.track->is_over) object["isOver"] = *record.track->is_over;
  }
  if (record.seen_until) object["seenUntil"] = format_instant(*record.seen_until);
  if (!record.gaps.empty()) object["gaps"] = json_rows::written(written_gaps(record.gaps));
  return json::serialize(object);
}

Result<LiveLogRecord> decode_live_log(std::string_view bytes) {
  boost::system::error_code code;
  const json::value value = json::parse(bytes, code);
  if (code || !value.is_object()) return no_log("no JSON object");
  const json::object& object = value.get_object();
  LiveLogRecord record;
  json_rows::Reading reading{object};
  reading("seenUntil", record.seen_until);
  if (!reading.is_sound || !read_gaps(object, record.gaps) || !read_track(object, record))
    return no_log("a member is not what it should be");
  return record;
}

Outcome<void> list_live_log(warehouse::Connection& connection, const std::vector<LiveLogRecord>& records,
                            LegBounds& bounds) {
  if (auto listed = list_tracks(connection, records, bounds); !listed) return listed;
  std::optional<Instant> seen_until;
  for (const LiveLogRecord& record : records) {
    if (record.seen_until) seen_until = record.seen_until;
    for (const live::Gap& gap : record.gaps)
      if (auto listed = list_gap(connection, gap); !listed) return listed;
  }
  if (seen_until) return warehouse::put_fact(connection, live_seen_fact, format_instant(*seen_until));
  return boost::system::in_place_value;
}

Outcome<live::LiveMemory> read_live_memory(warehouse::Connection& connection) {
  live::LiveMemory memory;
  auto seen = connection.value<std::string>("SELECT value FROM meta WHERE name = ?", {live_seen_fact});
  if (!seen) return seen.error();
  if (*seen)
    if (const auto at = parse_instant(**seen)) memory.seen_until = *at;
  auto last = connection.value<std::int64_t>("SELECT max(gap_id) FROM live_gap");
  if (!last) return last.error();
  memory.last_gap = last->value_or(0);
  auto rows = connection.query(
      "SELECT gap_id, began_at, ended_at, cause, requests, coalesce(note, '') FROM live_gap WHERE healed_at "
      "IS "
      "NULL ORDER BY gap_id");
  if (!rows) return rows.error();
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return memory;
    memory.unhealed.push_back(
        {.number = rows->get<std::int64_t>(0).value_or(0),
         .began_at = rows->get<Instant>(1).value_or(Instant{}),
         .ended_at = rows->get<Instant>(2),
         .cause =
             live::gap_cause_named(rows->get<std::string>(3).value_or("")).value_or(live::GapCause::restart),
         .requests = rows->get<std::int64_t>(4).value_or(0),
         .note = rows->get<std::string>(5).value_or("")});
  }
}

}  // namespace nowthen::extract
