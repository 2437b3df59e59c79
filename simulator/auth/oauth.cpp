#include "simulator/auth/oauth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/digest.hpp"
#include "simulator/http/json_text.hpp"
#include "simulator/http/problem.hpp"
#include "simulator/http/target.hpp"

namespace nowthen::sim {
namespace {

struct Credentials {
  std::string id;
  std::string secret;
};

/// The part of `Authorization` after `scheme`, which compares without regard to case.
std::optional<std::string_view> authorization(const net::Request& request, std::string_view scheme) {
  const auto value = request.headers.get("authorization");
  if (!value || value->size() <= scheme.size() || (*value)[scheme.size()] != ' ') return std::nullopt;
  if (!net::equals_ignoring_case(value->substr(0, scheme.size()), scheme)) return std::nullopt;
  return value->substr(scheme.size() + 1);
}

std::optional<Credentials> credentials_of(const net::Request& request, const Fields& form) {
  if (const auto basic = authorization(request, "Basic")) {
    const std::string pair = from_base64(*basic);
    const auto colon = pair.find(':');
    if (colon == std::string::npos) return std::nullopt;
    return Credentials{pair.substr(0, colon), pair.substr(colon + 1)};
  }
  const auto id = field(form, "client_id");
  const auto secret = field(form, "client_secret");
  if (!id || !secret) return std::nullopt;
  return Credentials{std::string(*id), std::string(*secret)};
}

std::optional<net::Reply> refusal(const std::optional<Credentials>& given, const OauthClient& client) {
  if (!given) return oauth_problem_reply(400, "invalid_request", "client credentials are missing");
  if (given->id != client.id) return oauth_problem_reply(400, "invalid_client", "client not found");
  if (given->secret != client.secret)
    return oauth_problem_reply(401, "invalid_client", "authentication failed");
  return std::nullopt;
}

bool is_form(const net::Request& request) {
  const auto type = request.headers.get("content-type");
  return type &&
         net::equals_ignoring_case(type->substr(0, type->find(';')), "application/x-www-form-urlencoded");
}

/// The scopes asked for, or nothing when one of them is not the client's.
std::optional<std::vector<std::string>> granted(const Fields& form, const OauthClient& client) {
  const auto asked = field(form, "scope");
  if (!asked || asked->empty()) return client.scopes;
  std::vector<std::string> scopes;
  for (std::string_view rest = *asked; !rest.empty();) {
    const auto scope = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), scope.size() + 1));
    if (scope.empty()) continue;
    if (std::find(client.scopes.begin(), client.scopes.end(), scope) == client.scopes.end())
      return std::nullopt;
    scopes.emplace_back(scope);
  }
  return scopes;
}

/// By whose description the request asks for a token.
TokenKind kind_of(const net::Request& request, const Fields& form, Contract contract) {
  if (contract == Contract::tutorial) return TokenKind::tutorial;
  if (contract == Contract::platform) return TokenKind::platform;
  const bool in_form = field(form, "client_id") || field(form, "client_secret");
  return authorization(request, "Basic") && !in_form ? TokenKind::platform : TokenKind::tutorial;
}

/// What only the platform refuses: credentials anywhere but in the header, and a form that says more.
std::optional<net::Reply> platform_refusal(const net::Request& request, const Fields& form) {
  if (!authorization(request, "Basic"))
    return oauth_problem_reply(400, "invalid_request",
                               "client credentials are missing: HTTP Basic is expected");
  if (form.size() != 1)
    return oauth_problem_reply(400, "invalid_request",
                               "the body must be grant_type=client_credentials and nothing else");
  return std::nullopt;
}

net::Reply issued(const std::string& token, std::chrono::seconds lifetime) {
  net::Reply reply = json_reply(fmt::format(
      R"({{"access_token":"{}","token_type":"bearer","expires_in":{}}})", token, lifetime.count()));
  reply.headers.add("Cache-Control", "no-store");
  return reply;
}

}  // namespace

net::Reply answer_token(const net::Request& request, const OauthClient& client, Tokens& tokens,
                        const Issuing& issuing) {
  if (!is_form(request))
    return oauth_problem_reply(400, "invalid_request", "the body must be application/x-www-form-urlencoded");
  const auto form = parse_form(request.body);
  if (!form) return oauth_problem_reply(400, "invalid_request", "the form cannot be decoded");
  const auto grant_type = field(*form, "grant_type");
  if (!grant_type) return oauth_problem_reply(400, "invalid_request", "grant_type is missing");
  if (*grant_type != "client_credentials")
    return oauth_problem_reply(400, "unsupported_grant_type", "grant_type must be client_credentials");
  const TokenKind kind = kind_of(request, *form, issuing.contract);
  if (kind == TokenKind::platform)
    if (auto refused = platform_refusal(request, *form)) return *refused;
  if (auto refused = refusal(credentials_of(request, *form), client)) return *refused;
  const auto scopes = granted(*form, client);
  if (!scopes)
    return oauth_problem_reply(400, "invalid_scope", "the client does not have a scope that was asked for");
  const auto lifetime = kind == TokenKind::platform ? issuing.platform_lifetime : issuing.lifetime;
  return issued(tokens.issue({.kind = kind,
                              .client_id = client.id,
                              .scopes = *scopes,
                              .lifetime = lifetime,
                              .issued_at = issuing.epoch_seconds,
                              .now = issuing.ticks}),
                lifetime);
}

net::Reply answer_introspection(const net::Request& request, const OauthClient& client, const Tokens& tokens,
                                Clock::Ticks now) {
  const auto form = parse_form(request.body);
  if (!is_form(request) || !form)
    return oauth_problem_reply(400, "invalid_request", "the form cannot be decoded");
  const auto token_text = field(*form, "token");
  if (!token_text) return oauth_problem_reply(400, "invalid_request", "token is missing");
  // RFC 7662, 2.1: the caller is authorised as a client, or by a token of its own.
  if (tokens.find(bearer_token(request), now) == nullptr)
    if (auto refused = refusal(credentials_of(request, *form), client)) return *refused;
  const Token* token = tokens.find(std::string(*token_text), now);
  if (token == nullptr) return json_reply(R"({"active":false})");
  std::string body = R"({"active":true,"scope":)";
  append_json_string(body, token->claims.scope);
  body += R"(,"client_id":)";
  append_json_string(body, token->client_id);
  body += R"(,"token_type":"bearer","sub":)";
  append_json_string(body, token->claims.subject);
  fmt::format_to(std::back_inserter(body), R"(,"exp":{},"iat":{}}})", token->claims.expires_at,
                 token->claims.issued_at);
  return json_reply(std::move(body));
}

std::string bearer_token(const net::Request& request) {
  return std::string(authorization(request, "Bearer").value_or(""));
}

}  // namespace nowthen::sim
