#include "genesys/platform/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/shown_text.hpp"
#include "genesys/platform/error_body.hpp"
#include "genesys/scopes_named.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr std::size_t shown_bytes = 300;
constexpr std::size_t most_details = 3;

/// What each endpoint needs, for a refusal that does not say it.
struct Need {
  std::string_view endpoint;
  std::string_view permission;
};
constexpr std::array needs{
    Need{"details_query", "analytics:conversationDetail:view"},
    Need{"details_by_id", "analytics:conversationDetail:view"},
    Need{"conversation", "analytics:conversationDetail:view"},
    Need{"job_start", "analytics:conversationDetail:view"},
    Need{"job_status", "analytics:conversationDetail:view"},
    Need{"job_results", "analytics:conversationDetail:view"},
    Need{"job_cancel", "analytics:conversationDetail:view"},
    Need{"jobs_availability", "analytics:conversationDetail:view"},
    Need{"activity", "analytics:queueObservation:view"},
    Need{"queue_observations", "analytics:queueObservation:view"},
    Need{"user_observations", "analytics:userObservation:view"},
    Need{"aggregates", "analytics:conversationAggregate:view"},
    Need{"queues", "routing:queue:view"},
    Need{"users", "directory:user:view"},
    Need{"wrapup_codes", "routing:wrapupCode:view"},
    Need{"skills", "routing:skill:view"},
    Need{"divisions", "authorization:division:view"},
    Need{"token_info", ""},
    Need{"organization", ""},
    Need{"data_retention", "analytics:dataRetention:view"},
};

const Need* need_of(const client::Endpoint& endpoint) noexcept {
  const auto* found = std::find_if(needs.begin(), needs.end(),
                                   [&](const Need& need) { return need.endpoint == endpoint.name; });
  return found == needs.end() ? nullptr : found;
}

/// Such as `: Referenced key does not exist. (edgeId: REFERENCED_KEY_DOES_NOT_EXIST)`.
std::string said(const PlatformErrorBody& body) {
  std::string text = shown(body.message.empty() ? body.code : body.message, shown_bytes);
  if (!text.empty()) text.insert(0, ": ");
  std::string details;
  for (std::size_t i = 0; i < std::min(body.details.size(), most_details); ++i) {
    const auto& detail = body.details[i];
    if (detail.field_name.empty() && detail.error_code.empty()) continue;
    if (!details.empty()) details += ", ";
    details += shown(detail.field_name, 60);
    if (!detail.field_name.empty() && !detail.error_code.empty()) details += ": ";
    details += shown(detail.error_code, 60);
  }
  return details.empty() ? text : text + " (" + details + ")";
}

std::string hint_for_bad_request(const PlatformErrorBody& body) {
  const auto speaks_of = [&body](std::string_view word) {
    return body.message.find(word) != std::string::npos;
  };
  if (speaks_of("user context")) return "client credentials have no user: use a call that needs none";
  if (speaks_of("100000")) return "ask for a shorter interval: a query reaches 100,000 results at most";
  if (speaks_of("31 days") || speaks_of("interval"))
    return "give start and end in UTC with a slash between, at most 31 days apart";
  if (speaks_of("pageSize") || speaks_of("page size") || speaks_of("Page size"))
    return "use a smaller page size";
  if (speaks_of("cursor")) return "cursors do not live long: read the results again from the first page";
  if (!body.details.empty() && !body.details.front().field_name.empty())
    return "correct the field " + shown(body.details.front().field_name, 60);
  return "correct what the message names";
}

Diagnosis forbidden(const client::Endpoint& endpoint, const PlatformErrorBody& body) {
  if (body.code == "not.authorized")
    return {ErrorKind::forbidden, "the OAuth client may not see this" + said(body),
            "give its role the divisions of what was asked for, under Admin > Integrations > OAuth > Roles"};
  const bool any = body.code == "missing.any.permissions";
  std::string named = scopes_named(body.message);
  if (any)
    for (auto at = named.find(" and "); at != std::string::npos; at = named.find(" and ", at))
      named.replace(at, 5, " or ");
  const Need* const need = need_of(endpoint);
  if (named.empty() && need != nullptr) named = need->permission;
  if (named.empty()) named = "the permission that the message names";
  return {
      ErrorKind::forbidden, "the OAuth client lacks a permission" + said(body),
      fmt::format("give it a role with {} under Admin > Integrations > OAuth > Roles, then get a new token",
                  named)};
}

Diagnosis limited(const PlatformErrorBody& body, std::optional<std::chrono::seconds> wait) {
  std::string message = "the rate limit of the platform is used up";
  if (body.limit && !body.limit->key.empty()) {
    message = fmt::format("the rate limit {} is used up", shown(body.limit->key, 80));
    if (body.limit->value) message += fmt::format(", which allows {}", *body.limit->value);
  }
  if (wait) message += fmt::format("; the server asks to wait {} s", wait->count());
  return {ErrorKind::rate_limited, std::move(message),
          "something else may be using the same OAuth client; wait, or ask less often"};
}

Diagnosis not_found(const client::Endpoint& endpoint, const PlatformErrorBody& body) {
  std::string message = "the platform does not know what was asked for" + said(body);
  // Whoever has a token of the platform can ask about it: a host that does not know how is another.
  if (endpoint.name == "token_info" || endpoint.name == "organization")
    return {
        ErrorKind::not_found, std::move(message),
        "check the base URL, or try --contract tutorial: this host may follow the tutorial's description"};
  return {ErrorKind::not_found, std::move(message),
          "check the id, and the base URL, whose path must not contain /api/v2; use --contract tutorial for "
          "a host that "
          "follows the tutorial's description"};
}

}  // namespace

bool is_platform_endpoint(const client::Endpoint& endpoint) noexcept { return need_of(endpoint) != nullptr; }

std::optional<Diagnosis> diagnose(const client::Endpoint& endpoint, const Refusal& refusal) {
  const auto body = read_platform_error(refusal.body);
  switch (refusal.status) {
    case 400:
      return Diagnosis{ErrorKind::invalid_request, "the server refused the request" + said(body),
                       hint_for_bad_request(body)};
    case 403: return forbidden(endpoint, body);
    case 404: return not_found(endpoint, body);
    case 429: return limited(body, refusal.wait);
    case 504:
      return Diagnosis{ErrorKind::transient, "the server did not get done in time, status 504" + said(body),
                       "try again later, or ask for a shorter interval"};
    default: return std::nullopt;
  }
}

}  // namespace nowthen::genesys::platform
