#include "serve/board_answers.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "asof/read_asof.hpp"
#include "board/board_json.hpp"
#include "board/views.hpp"
#include "extract/revision_changes.hpp"
#include "serve/asof_board.hpp"

namespace nowthen::serve {
namespace {

namespace json = boost::json;

constexpr int most_days = 400;
constexpr int most_rows = 1'000;
constexpr int usual_rows = 100;

Result<TableAnswer> asof(const Query& query, const AnswerSources& sources) {
  const auto at = query.instant("at");
  if (!at) return at.error();
  return TableAnswer([at = *at, now = sources.now](access::Tables& tables,
                                                   const std::stop_token& stop) -> Result<std::string> {
    auto view = asof::read_asof(tables, {.at = at, .now = now, .queues = {}, .media = {}}, stop);
    if (!view) return view.error();
    return board::board_json(asof_board(*view));
  });
}

Result<board::Step> step_in(const Query& query) {
  const std::string by = query.text("by");
  if (by.empty() || by == "half_hour") return board::Step::half_hour;
  if (by == "hour") return board::Step::hour;
  if (by == "day") return board::Step::day;
  return Error{.kind = ErrorKind::invalid_request, .message = "by must be half_hour, hour or day"};
}

Result<TableAnswer> volumes(const Query& query, const AnswerSources& sources) {
  const auto within = query.interval(most_days);
  if (!within) return within.error();
  const auto by = step_in(query);
  if (!by) return by.error();
  return TableAnswer([wanted = board::VolumesWanted{.within = *within,
                                                    .by = *by,
                                                    .queues = query.texts("queue"),
                                                    .media = query.texts("media"),
                                                    .zone = sources.zone}](access::Tables& tables,
                                                                           const std::stop_token& stop) {
    return board::volumes_json(tables, wanted, stop);
  });
}

Result<TableAnswer> conversations(const Query& query) {
  const auto within = query.interval(most_days);
  if (!within) return within.error();
  const auto limit = query.number("limit", usual_rows, 1, most_rows);
  if (!limit) return limit.error();
  return TableAnswer([wanted = board::ConversationsWanted{.within = *within,
                                                          .queues = query.texts("queue"),
                                                          .media = query.texts("media"),
                                                          .limit = *limit,
                                                          .before = query.text("before")}](
                         access::Tables& tables, const std::stop_token& stop) {
    return board::conversations_json(tables, wanted, stop);
  });
}

json::value text_or_null(const std::optional<Instant>& at) { return board::instant_json(at); }

/// What the daemon itself adds: the members of an object without its braces.
std::string daemon_part(const Snapshot& state) {
  const SyncState& sync = state.sync;
  std::string text = json::serialize(
      json::object{{"requests", json::object{{"feed", state.feed.requests}, {"sync", sync.requests}}},
                   {"sync", json::object{{"runs", sync.runs},
                                         {"failures", sync.failures},
                                         {"succeeded_at", text_or_null(sync.succeeded_at)},
                                         {"trouble", sync.trouble},
                                         {"without_jobs", sync.without_jobs},
                                         {"late_arrivals", sync.late_arrivals},
                                         {"deleted", sync.deleted}}},
                   {"started_at", format_instant(state.started_at)}});
  return text.substr(1, text.size() - 2);
}

warehouse::ArchivePlace place_in(const json::value& place) {
  const json::array& numbers = place.as_array();
  return {.segment = numbers.at(0).to_number<std::int64_t>(),
          .offset = numbers.at(1).to_number<std::int64_t>(),
          .record = numbers.at(2).to_number<std::int64_t>()};
}

/// Puts what each revision changed in place of where its bytes are.
Result<void> tell_changes(const std::string& id, json::object& page, const std::string& folder,
                          const std::stop_token& stop) {
  json::array& revisions = page.at("revisions").as_array();
  std::vector<extract::RevisionBytes> bytes;
  for (const json::value& each : revisions)
    bytes.push_back({.kind = std::string(each.at("kind").as_string()), .place = place_in(each.at("place"))});
  extract::ArchivedReadings archive(folder);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "the daemon stops"};
    const auto changes = extract::changes_of(id, bytes, i, archive);
    if (!changes) return changes.error();
    json::array places;
    for (const ChangedPlace& place : changes->places)
      places.push_back(json::object{{"path", place.path}, {"was", place.before}, {"is", place.after}});
    json::object& revision = revisions[i].as_object();
    revision.erase("place");
    revision["changes"] = std::move(places);
    revision["bytes_gone"] = changes->bytes_gone;
  }
  return {};
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found: return 404;
    case ErrorKind::invalid_request: return 400;
    case ErrorKind::transient:
    case ErrorKind::cancelled: return 503;
    default: return 500;
  }
}

}  // namespace

Result<TableAnswer> table_answer(const Query& query, const AnswerSources& sources) {
  static constexpr std::string_view one = "/api/conversations/";
  if (query.path() == "/api/asof") return asof(query, sources);
  if (query.path() == "/api/volumes") return volumes(query, sources);
  if (query.path() == "/api/conversations") return conversations(query);
  if (query.path() == "/api/extent") return TableAnswer(board::extent_json);
  if (query.path() == "/api/trust")
    return TableAnswer([state = sources.state](access::Tables& tables, const std::stop_token& stop) {
      return board::trust_json(tables, daemon_part(state()), stop);
    });
  if (query.path().starts_with(one) && query.path().size() > one.size())
    return TableAnswer([id = query.path().substr(one.size()), archive = sources.archive](
                           access::Tables& tables, const std::stop_token& stop) -> Result<std::string> {
      auto page = board::conversation_page(tables, id, stop);
      if (!page) return page.error();
      if (auto done = tell_changes(id, *page, archive, stop); !done) return done.error();
      return json::serialize(*page);
    });
  return Error{.kind = ErrorKind::not_found, .message = "there is nothing at this address"};
}

net::ServerReply json_reply(std::string body) {
  net::ServerReply out;
  out.reply.headers.set("Content-Type", "application/json");
  out.reply.headers.set("Cache-Control", "no-store");
  out.reply.body = std::move(body);
  return out;
}

net::ServerReply empty_reply() {
  net::ServerReply out;
  out.reply.status = 204;
  out.reply.headers.set("Cache-Control", "no-store");
  return out;
}

net::ServerReply refusal(int status, const std::string& message, const std::string& hint) {
  net::ServerReply out = json_reply(json::serialize(json::object{{"message", message}, {"hint", hint}}));
  out.reply.status = status;
  return out;
}

net::ServerReply refusal_of(const Error& error) {
  return refusal(status_of(error.kind), error.message, error.hint);
}

}  // namespace nowthen::serve
