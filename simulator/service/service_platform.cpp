#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "simulator/api/cursor.hpp"
#include "simulator/auth/oauth.hpp"
#include "simulator/http/json_object.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/service/service.hpp"

namespace nowthen::sim {
namespace {

net::Reply reply_of(PlatformAnswer answer) {
  net::Reply reply = json_reply(std::move(answer.body));
  reply.status = answer.status;
  if (reply.body.empty()) reply.headers.remove("Content-Type");
  return reply;
}

int page_in_body(const net::Request& request) {
  const auto body = parse_json(request.body);
  if (!body || !body->is_object()) return 1;
  const auto* paging = body->get_object().if_contains("paging");
  if (paging == nullptr || !paging->is_object()) return 1;
  const auto* number = paging->get_object().if_contains("pageNumber");
  return number != nullptr && number->is_int64() ? static_cast<int>(number->get_int64()) : 1;
}

int page_in_query(const Target& target) {
  const auto text = field(target.query, "pageNumber").value_or("");
  int page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return page;
}

}  // namespace

int platform_page(Endpoint endpoint, const net::Request& request, const Target& target, std::uint64_t salt) {
  if (endpoint == Endpoint::job_results) {
    const auto cursor = decode_cursor(field(target.query, "cursor").value_or(""), salt);
    return cursor ? cursor->page : 1;
  }
  return endpoint == Endpoint::details_query ? page_in_body(request) : page_in_query(target);
}

net::Reply Service::answer_platform(Exchange& exchange) {
  auto answer = platform_answer(exchange);
  net::Reply reply =
      answer ? reply_of(std::move(*answer)) : problem_reply(answer.error(), exchange.context_id);
  for (const auto& [name, value] : exchange.limit_headers) reply.headers.add(name, value);
  return reply;
}

Checked<PlatformAnswer> Service::platform_answer(Exchange& exchange) {
  const std::string text = bearer_token(exchange.request);
  if (text.empty()) return authentication_required();
  const Token* token = tokens_.find(text, exchange.ticks);
  if (token == nullptr) return problem_for(401);
  exchange.client_id = token->client_id;
  if (auto problem = refuse_platform_pace(exchange, text)) return *problem;
  const PlatformHandler* handler = handler_of(exchange.endpoint());
  if (handler == nullptr) return not_found();
  if (auto problem = refuse_platform_use(exchange, *handler)) return *problem;
  source_->extend_to(exchange.now);
  const std::string base = socket_base(exchange);
  const PlatformContext context{.source = *platform_,
                                .state = platform_state_,
                                .settings = platform_settings_,
                                .tokens = tokens_,
                                .token = *token,
                                .now = exchange.now,
                                .ticks = exchange.ticks,
                                .salt = seed_,
                                .socket_base = base,
                                .faults = exchange.effects.page,
                                .job_faults = exchange.effects.job};
  return handler->answer(context, {.method = exchange.request.method,
                                   .target = exchange.target,
                                   .body = exchange.request.body,
                                   .id = exchange.way.id,
                                   .token_text = text});
}

std::optional<Problem> Service::refuse_platform_pace(Exchange& exchange, const std::string& caller) {
  const auto verdict = quotas_.take(Endpoint::platform, caller, aligned(exchange.ticks));
  if (!verdict) return std::nullopt;
  add_limit_headers(exchange.limit_headers, *verdict);
  if (verdict->allowed) return std::nullopt;
  const std::int64_t seconds = whole_seconds(verdict->retry_after);
  exchange.limit_headers.add("Retry-After", fmt::format("{}", seconds));
  return too_many_requests(verdict->limit, seconds);
}

std::optional<Problem> Service::refuse_platform_use(const Exchange& exchange,
                                                    const PlatformHandler& handler) const {
  const auto& held = platform_settings_.permissions;
  if (!handler.permission.empty() && std::find(held.begin(), held.end(), handler.permission) == held.end())
    return missing_permission(handler.permission);
  const bool has_body =
      exchange.request.method == "PUT" ||
      (exchange.request.method == "POST" && handler.endpoint != Endpoint::notification_channels);
  if (has_body && !is_json(exchange.request)) return platform_problem_for(415);
  return std::nullopt;
}

}  // namespace nowthen::sim
