#include "genesys/status_error.hpp"

#include <fmt/format.h>

#include "client/retry_after.hpp"
#include "genesys/diagnosis.hpp"
#include "genesys/platform/refusal.hpp"
#include "genesys/scopes_named.hpp"
#include "genesys/small_documents.hpp"

namespace nowthen::genesys {
namespace {

bool is_login(const client::Endpoint& endpoint) {
  return endpoint.name == "token" || endpoint.name == "introspect";
}

std::string_view url_of(const client::Endpoint& endpoint) {
  return is_login(endpoint) ? "login URL" : "base URL";
}

/// The scopes that the server names, else those that the endpoint needs by its description.
std::string scopes_for(const client::Endpoint& endpoint, std::string_view message) {
  if (std::string named = scopes_named(message); !named.empty()) return named;
  if (endpoint.name == "live") return "conversations:view";
  if (endpoint.name == "history") return "analytics:conversation:view and analytics:conversation:query";
  return "the scope the message names";
}

std::string said(const ErrorBody& body) {
  if (!body.message.empty()) return ": " + body.message;
  return body.code.empty() ? std::string() : ": " + body.code;
}

std::string hint_for_refused(std::string_view message) {
  const auto speaks_of = [message](std::string_view word) {
    return message.find(word) != std::string_view::npos;
  };
  if (speaks_of("date") || speaks_of("interval") || speaks_of("Date"))
    return "give UTC times with milliseconds, from before to, at most 90 days apart";
  if (speaks_of("pageSize") || speaks_of("page size")) return "use a page size from 1 to 100";
  if (speaks_of("pageNumber") || speaks_of("page number")) return "page numbers begin at 1";
  if (speaks_of("cursor") || speaks_of("after"))
    return "cursors do not live long: list again from the beginning";
  if (speaks_of("metric")) return "use wrapupTime, talkTime, holdTime, queueTime, alertTime or handleTime";
  if (speaks_of("filter") || speaks_of("type"))
    return "use the media voice, chat, email, message or callback";
  return "correct the field that the message names";
}

/// What is wrong with the credentials, where the server tells: the platform does.
std::string hint_for_login(std::string_view message) {
  if (message.find("client not found") != std::string_view::npos)
    return "check GENESYS_CLIENT_ID, and that this OAuth client belongs to the region that is asked";
  if (message.find("authentication failed") != std::string_view::npos)
    return "check GENESYS_CLIENT_SECRET: the server knows the client id, not this secret";
  return "check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET, and that they belong to this server's region";
}

Diagnosis login_refused(const ErrorBody& body) {
  const bool credentials = body.code == "invalid_client" || body.code == "unauthorized_client" ||
                           body.code == "invalid_token" || body.code.empty();
  return {ErrorKind::unauthenticated,
          fmt::format("the server refused {}{}", credentials ? "the client credentials" : "to give a token",
                      said(body)),
          hint_for_login(body.message)};
}

Diagnosis limited(const client::Endpoint& endpoint, std::optional<std::chrono::seconds> wait) {
  std::string message = fmt::format("the rate limit of the {} endpoint is used up", endpoint.name);
  if (wait) message += fmt::format("; the server asks to wait {} s", wait->count());
  std::string hint = "something else may be using the same OAuth client; wait, or ask less often";
  if (endpoint.per_minute > 0)
    hint = fmt::format("the pace kept here is {:g} requests a minute; {}", endpoint.per_minute, hint);
  return {ErrorKind::rate_limited, std::move(message), std::move(hint)};
}

Diagnosis client_fault(const client::Endpoint& endpoint, int status, const ErrorBody& body) {
  switch (status) {
    case 400:
      if (is_login(endpoint)) return login_refused(body);
      return {ErrorKind::invalid_request, "the server refused the request" + said(body),
              hint_for_refused(body.message)};
    case 401:
      if (is_login(endpoint)) return login_refused(body);
      return {ErrorKind::unauthenticated, "the server does not accept the access token" + said(body),
              "check the credentials, and that this machine's clock is right"};
    case 403:
      return {
          ErrorKind::forbidden, "the OAuth client may not do this" + said(body),
          fmt::format("add {} to the OAuth client under Admin > Integrations > OAuth, then get a new token",
                      scopes_for(endpoint, body.message))};
    case 404:
      return {ErrorKind::not_found,
              fmt::format("the server does not know the {} endpoint{}", endpoint.name, said(body)),
              is_login(endpoint) ? "check the login URL: it is what stands before /oauth/token"
                                 : "check the base URL: its path must not contain /api/v2"};
    case 413:
      return {ErrorKind::invalid_request, "the server finds the request too large" + said(body),
              "use a smaller page size or fewer filters"};
    default:
      return {ErrorKind::invalid_request,
              fmt::format("the server refused the request with status {}{}", status, said(body)),
              fmt::format("check the {} and the arguments", url_of(endpoint))};
  }
}

Diagnosis diagnose(const client::Endpoint& endpoint, const Error& known, const ErrorBody& body) {
  const int status = known.http_status;
  if (status == 429) return limited(endpoint, known.retry_after);
  if (status == 408 || status >= 500)
    return {ErrorKind::transient, fmt::format("the server had trouble, status {}{}", status, said(body)),
            "try again later"};
  if (status >= 400) return client_fault(endpoint, status, body);
  if (status >= 300)
    return {ErrorKind::invalid_request,
            fmt::format("the server redirects elsewhere, status {}; not followed", status),
            fmt::format("check the {}: scheme, host and region", url_of(endpoint))};
  if (status == 200)
    return {ErrorKind::malformed_reply, "the reply is empty",
            fmt::format("check the {}: a proxy or another service may be answering there", url_of(endpoint))};
  return {ErrorKind::malformed_reply,
          fmt::format("the server answered with status {} where 200 was due", status),
          fmt::format("check the {}: another service may be answering there", url_of(endpoint))};
}

bool is_success(client::Success expected, const net::Reply& reply) {
  const bool is_accepted = reply.status == 200 || (reply.status == 202 && expected != client::Success::body);
  if (expected == client::Success::nothing) return is_accepted || reply.status == 204;
  return is_accepted && !reply.body.empty();
}

Diagnosis diagnose_for(const client::Endpoint& endpoint, const Error& known, std::string_view text) {
  if (platform::is_platform_endpoint(endpoint)) {
    const platform::Refusal refusal{.status = known.http_status, .body = text, .wait = known.retry_after};
    if (auto diagnosis = platform::diagnose(endpoint, refusal)) return *std::move(diagnosis);
  }
  return diagnose(endpoint, known, known.http_status == 200 ? ErrorBody{} : read_error_body(text));
}

}  // namespace

std::optional<Error> status_error(const client::Endpoint& endpoint, const net::Reply& reply, Instant now) {
  if (is_success(endpoint.success, reply)) return std::nullopt;
  Error error{.http_status = reply.status};
  error.correlation_id = shown(
      reply.headers.get("ININ-Correlation-Id").value_or(read_error_body(reply.body).correlation_id), 100);
  if (reply.status == 429 || reply.status == 503)
    error.retry_after = client::read_retry_after(reply.headers, now);
  Diagnosis diagnosis = diagnose_for(endpoint, error, reply.body);
  error.kind = diagnosis.kind;
  error.message = std::move(diagnosis.message);
  error.hint = std::move(diagnosis.hint);
  return error;
}

}  // namespace nowthen::genesys
