#include "serve/board_routes.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <exception>

#include "serve/board_answers.hpp"
#include "serve/request_guard.hpp"

namespace nowthen::serve {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr const char* cookie_name = "nowthen_session";

/// Who asks, as far as it may be told.
struct Visitor {
  bool is_known = false;
  std::string session;                ///< Empty: it has the token itself.
  std::optional<milliseconds> until;  ///< End of the session, by the ticks.
};

Visitor visitor_of(const net::Request& request, const BoardSources& sources) {
  const milliseconds now = sources.ticks();
  if (const auto session = cookie_in(request, cookie_name))
    if (const auto until = sources.sessions->use(*session, now))
      return {.is_known = true, .session = *session, .until = until};
  if (const auto token = bearer_in(request)) return {.is_known = sources.sessions->is_token(*token, now)};
  return {};
}

net::ServerReply only(const char* method) {
  net::ServerReply reply = refusal(405, fmt::format("{} only", method));
  reply.reply.headers.set("Allow", method);
  return reply;
}

/// `Secure` where a proxy in front of us says that it was reached by TLS: a browser would not send such a
/// cookie over what we speak ourselves.
std::string cookie(const net::Request& request, const std::string& value, std::chrono::seconds age) {
  const auto scheme = request.headers.get("X-Forwarded-Proto");
  return fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/; Max-Age={}{}", cookie_name, value,
                     age.count(), scheme && *scheme == "https" ? "; Secure" : "");
}

net::ServerReply login(const net::Request& request, const BoardSources& sources) {
  boost::system::error_code code;
  const json::value body = json::parse(request.body, code);
  const json::value* token = body.is_object() ? body.get_object().if_contains("token") : nullptr;
  if (code || token == nullptr || !token->is_string())
    return refusal(400, R"(the body must be {"token": "..."})");
  const auto login = sources.sessions->login(std::string_view(token->get_string()), sources.ticks());
  if (login.retry_after.count() > 0) {
    net::ServerReply reply = refusal(429, "too many wrong tokens: wait a little");
    reply.reply.headers.set("Retry-After", std::to_string(login.retry_after.count()));
    return reply;
  }
  if (login.session.empty()) return refusal(401, "this is not the token");
  net::ServerReply reply = empty_reply();
  reply.reply.headers.set("Set-Cookie", cookie(request, login.session, Sessions::longest));
  return reply;
}

net::ServerReply logout(const net::Request& request, const Visitor& visitor, const BoardSources& sources) {
  if (!visitor.session.empty()) sources.sessions->logout(visitor.session);
  net::ServerReply reply = empty_reply();
  reply.reply.headers.set("Set-Cookie", cookie(request, "", std::chrono::seconds(0)));
  return reply;
}

net::ServerReply session(const Visitor& visitor, const BoardSources& sources) {
  const Instant now = sources.now();
  json::object object{{"version", sources.version},
                      {"time_zone", sources.zone},
                      {"now", format_instant(now)},
                      {"until", nullptr}};
  if (visitor.until) object["until"] = format_instant(now + (*visitor.until - sources.ticks()));
  return json_reply(json::serialize(object));
}

net::ServerReply events(const net::Request& request, const Visitor& visitor, const BoardSources& sources) {
  net::ServerReply reply;
  reply.reply.headers.set("Content-Type", "text/event-stream");
  reply.reply.headers.set("Cache-Control", "no-store");
  reply.reply.headers.set("X-Accel-Buffering", "no");  // nginx would keep events back
  const std::string last(request.headers.get("Last-Event-ID").value_or(""));
  reply.stream = [hub = sources.hub, sessions = sources.sessions, ticks = sources.ticks,
                  session = visitor.session, last](std::function<void()> wake) {
    return hub->listen(last, std::move(wake), [sessions, ticks, session] {
      return session.empty() || sessions->use(session, ticks()).has_value();
    });
  };
  return reply;
}

net::ServerReply now_board(const BoardSources& sources) {
  std::string board = sources.hub->latest();
  if (board.empty()) return refusal(503, "the daemon has just started: there is no board yet");
  return json_reply(std::move(board));
}

/// A row that is not as it should be must not end the process.
net::ServerReply made(const OpenTables& open, const TableAnswer& answer, const std::stop_token& stop) {
  try {
    auto tables = open(stop);
    if (!tables) return refusal_of(tables.error());
    auto text = answer(**tables, stop);
    return text ? json_reply(*std::move(text)) : refusal_of(text.error());
  } catch (const std::exception& failure) {
    return refusal(500, std::string("the answer could not be made: ") + failure.what());
  }
}

/// Made by a worker, since the tables may take their time.
net::ServerReply from_tables(const BoardSources& sources, TableAnswer answer) {
  net::ServerReply reply;
  reply.later = [workers = sources.workers, open = sources.open_tables,
                 answer = std::move(answer)](const net::ServerReply::Answer& give) {
    const bool is_taken =
        workers->give([open, answer, give](const std::stop_token& stop) { give(made(open, answer, stop)); });
    if (is_taken) return;
    net::ServerReply busy = refusal(503, "too many ask at once: try again");
    busy.reply.headers.set("Retry-After", "2");
    give(std::move(busy));
  };
  return reply;
}

net::ServerReply answer_visitor(const net::Request& request, const Query& query, const Visitor& visitor,
                                const BoardSources& sources) {
  if (query.path() == "/api/logout")
    return request.method == "POST" ? logout(request, visitor, sources) : only("POST");
  if (request.method != "GET") return only("GET");
  if (query.path() == "/api/session") return session(visitor, sources);
  if (query.path() == "/api/now") return now_board(sources);
  if (query.path() == "/api/events") return events(request, visitor, sources);
  auto asked = table_answer(
      query,
      {.now = sources.now(), .zone = sources.zone, .archive = sources.archive, .state = sources.state});
  if (!asked) return refusal_of(asked.error());
  return from_tables(sources, *std::move(asked));
}

net::ServerReply answer_api(const net::Request& request, const BoardSources& sources) {
  const auto query = Query::of(request.target);
  if (!query) return refusal(400, "this is no address");
  if (is_from_elsewhere(request)) return refusal(403, "pages of other origins may not ask");
  if (query->path() == "/api/login") return request.method == "POST" ? login(request, sources) : only("POST");
  const Visitor visitor = visitor_of(request, sources);
  if (!visitor.is_known) {
    net::ServerReply reply = refusal(401, "log in first", "POST /api/login, or Authorization: Bearer TOKEN");
    reply.reply.headers.set("WWW-Authenticate", "Bearer");
    return reply;
  }
  return answer_visitor(request, *query, visitor, sources);
}

}  // namespace

std::optional<net::ServerReply> answer_board(const net::Request& request, const BoardSources& sources) {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  std::optional<net::ServerReply> reply;
  if (path.starts_with("/api/")) {
    reply = answer_api(request, sources);
  } else if (request.method == "GET" || request.method == "HEAD") {
    reply = answer_file(request, path, sources.files);
  }
  if (reply) set_strict_headers(reply->reply);
  return reply;
}

}  // namespace nowthen::serve
