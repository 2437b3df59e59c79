#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "board/rows_json.hpp"
#include "board/views.hpp"

namespace nowthen::board {
namespace {

namespace json = boost::json;

constexpr int most_parts = 20'000;  // a thread of weeks has thousands of segments

/// One conversation, asked for part by part and put together.
class Page {
 public:
  Page(access::Tables& tables, const std::string& id, const std::stop_token& stop)
      : tables_(tables), id_(id), stop_(stop) {}

  Result<json::object> read() {
    if (auto head = read_head(); !head) return head.error();
    for (const auto step :
         {&Page::read_participants, &Page::read_metrics, &Page::read_revisions, &Page::read_names})
      if (auto done = (this->*step)(); !done) return done.error();
    return std::move(page_);
  }

 private:
  Result<json::array> ask(const std::string& sql) {
    return rows_json(tables_, {.sql = sql + fmt::format(" LIMIT {}", most_parts), .parameters = {id_}},
                     stop_);
  }

  Result<void> read_head() {
    auto rows = ask(
        "SELECT conversation_id AS id, conversation_start AS start, conversation_end AS \"end\", deleted_at, "
        "as_of, surface, originating_direction AS direction, (SELECT arg_min(media_type, participant_index * "
        "1000 + session_index) FROM session WHERE conversation_id = $1) AS media, settled_at FROM "
        "conversation "
        "WHERE conversation_id = $1");
    if (!rows) return rows.error();
    if (rows->empty())
      return Error{.kind = ErrorKind::not_found, .message = "there is no such conversation here"};
    page_ = std::move(rows->front().get_object());
    return {};
  }

  Result<void> read_participants() {
    auto participants =
        ask("SELECT participant_index AS index, purpose, participant_name AS name, user_id AS \"user\" FROM "
            "participant WHERE conversation_id = $1 ORDER BY participant_index");
    if (!participants) return participants.error();
    auto sessions =
        ask("SELECT participant_index, session_index, media_type AS media, direction, queue_id AS queue FROM "
            "session WHERE conversation_id = $1 ORDER BY participant_index, session_index");
    if (!sessions) return sessions.error();
    auto segments = ask(
        "SELECT participant_index, session_index, segment_type AS type, segment_start AS start, segment_end "
        "AS "
        "\"end\", queue_id AS queue, wrap_up_code AS wrapup, wrap_up_note AS wrapup_note, disconnect_type AS "
        "disconnect FROM segment WHERE conversation_id = $1 ORDER BY participant_index, session_index, "
        "segment_start, segment_index");
    if (!segments) return segments.error();
    put_below(*segments, *sessions, {"participant_index", "session_index"}, "segments");
    for (json::value& session : *sessions) session.get_object().erase("session_index");
    for (json::value& each : *participants) {
      json::object& participant = each.get_object();
      participant["participant_index"] = participant["index"];
      participant.erase("index");
    }
    put_below(*sessions, *participants, {"participant_index"}, "sessions");
    for (json::value& participant : *participants) participant.get_object().erase("participant_index");
    page_["participants"] = *std::move(participants);
    return {};
  }

  /// Each part into the list `name` of the whole that has the same `keys`, without them.
  static void put_below(json::array& parts, json::array& wholes, const std::vector<const char*>& keys,
                        const char* name) {
    const auto place = [&keys](const json::object& object) {
      std::string text;
      for (const char* key : keys) text += json::serialize(object.at(key)) + "/";
      return text;
    };
    std::map<std::string, json::object*> found;
    for (json::value& whole : wholes) {
      whole.get_object()[name] = json::array();
      found[place(whole.get_object())] = &whole.get_object();
    }
    for (json::value& each : parts) {
      const auto whole = found.find(place(each.get_object()));
      if (whole == found.end()) continue;
      json::object part = std::move(each.get_object());
      if (keys.size() > 1)
        for (const char* key : keys) part.erase(key);
      else
        part.erase(keys.front());
      whole->second->at(name).get_array().push_back(std::move(part));
    }
  }

  Result<void> read_metrics() {
    return read_into("metrics",
                     "SELECT name, value AS value_ms, emit_date AS emitted_at, queue_id AS queue, user_id AS "
                     "\"user\" FROM session_metric WHERE conversation_id = $1 ORDER BY emit_date, name");
  }

  Result<void> read_revisions() {
    return read_into(
        "revisions",
        "SELECT revision AS number, as_of, kind, surface, to_json([archive_segment, archive_offset, "
        "archive_record]) AS place FROM revision WHERE conversation_id = $1 ORDER BY revision");
  }

  Result<void> read_into(const char* name, const std::string& sql) {
    auto rows = ask(sql);
    if (!rows) return rows.error();
    page_[name] = *std::move(rows);
    return {};
  }

  Result<void> read_names() {
    auto rows = ask(
        "SELECT queue_id AS id, name FROM queue WHERE valid_to IS NULL AND queue_id IN (SELECT queue_id FROM "
        "segment WHERE conversation_id = $1) UNION ALL SELECT user_id, name FROM \"user\" WHERE valid_to IS "
        "NULL AND user_id IN (SELECT user_id FROM participant WHERE conversation_id = $1) UNION ALL SELECT "
        "wrapup_code_id, name FROM wrapup_code WHERE valid_to IS NULL AND wrapup_code_id IN (SELECT "
        "wrap_up_code FROM segment WHERE conversation_id = $1)");
    if (!rows) return rows.error();
    json::object names;
    for (const json::value& row : *rows)
      if (row.at("id").is_string()) names[row.at("id").get_string()] = row.at("name");
    page_["names"] = std::move(names);
    return {};
  }

  access::Tables& tables_;
  const std::string& id_;
  const std::stop_token& stop_;
  json::object page_;
};

}  // namespace

Result<json::object> conversation_page(access::Tables& tables, const std::string& id,
                                       const std::stop_token& stop) {
  return Page(tables, id, stop).read();
}

}  // namespace nowthen::board
