#include "serve/routes.hpp"

#include <fmt/format.h>

#include "serve/metrics_text.hpp"
#include "serve/readiness.hpp"
#include "serve/request_guard.hpp"

namespace nowthen::serve {
namespace {

net::ServerReply reply(int status, std::string body, const char* type = "text/plain; charset=utf-8") {
  net::ServerReply out;
  out.reply.status = status;
  out.reply.headers.set("Content-Type", type);
  out.reply.headers.set("Cache-Control", "no-store");
  out.reply.headers.set("X-Content-Type-Options", "nosniff");
  out.reply.body = std::move(body);
  return out;
}

net::ServerReply ready(const RouteSources& sources) {
  const Readiness found = readiness(sources.state(), sources.now());
  std::string text = found.is_ready() ? "ready\n" : "not ready\n";
  for (const auto& doubt : found.doubts) text += doubt + "\n";
  for (const auto& note : found.notes) text += "note: " + note + "\n";
  return reply(found.is_ready() ? 200 : 503, std::move(text));
}

}  // namespace

net::ServerReply answer(const net::Request& request, const RouteSources& sources) {
  if (!is_for_us(request, sources.hosts)) return reply(421, "this is not the host that was asked for\n");
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (sources.board)
    if (auto answered = answer_board(request, *sources.board)) return *std::move(answered);
  if (path != "/livez" && path != "/readyz" && path != "/metrics")
    return reply(404, "there are /livez, /readyz and /metrics\n");
  if (request.method != "GET" && request.method != "HEAD") {
    auto refused = reply(405, "GET only\n");
    refused.reply.headers.set("Allow", "GET, HEAD");
    return refused;
  }
  if (path == "/livez") return reply(200, "live\n");
  if (path == "/readyz") return ready(sources);
  return reply(200, metrics_text(sources.state(), process_figures(), sources.now()),
               "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace nowthen::serve
