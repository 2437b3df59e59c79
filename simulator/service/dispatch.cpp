#include "simulator/service/dispatch.hpp"

#include <optional>

#include "simulator/http/json_object.hpp"

namespace nowthen::sim {
namespace {

constexpr std::string_view oauth = "/oauth/";

/// What the request itself says about its contract.
std::optional<TokenKind> mark_of(const net::Request& request, const Target& target, Endpoint tutorial) {
  if (tutorial == Endpoint::live) {
    if (field(target.query, "pageSize") || field(target.query, "after")) return TokenKind::tutorial;
    if (field(target.query, "communicationType")) return TokenKind::platform;
    return std::nullopt;
  }
  const auto body = parse_json(request.body);
  if (!body || !body->is_object()) return std::nullopt;
  const auto& members = body->get_object();
  if (members.contains("interval")) return TokenKind::platform;
  if (members.contains("dateFrom") || members.contains("dateTo")) return TokenKind::tutorial;
  return std::nullopt;
}

const Route* chosen(const Place& place, TokenKind kind) {
  return kind == TokenKind::platform ? place.platform : place.tutorial;
}

}  // namespace

Way way_of(const net::Request& request, const Target& target, Contract contract, const Token* token) {
  Place place = place_of(target.path);
  const auto lead_to = [&place](const Route* route) {
    return Way{.route = route, .id = std::move(place.id)};
  };
  const bool is_shared = place.tutorial != nullptr && place.tutorial->endpoint == Endpoint::token;
  if (is_shared || contract == Contract::tutorial) return lead_to(place.tutorial);
  if (contract == Contract::platform) return lead_to(place.platform);
  if (place.tutorial == nullptr || place.platform == nullptr)
    return lead_to(place.tutorial != nullptr ? place.tutorial : place.platform);
  if (const auto mark = mark_of(request, target, place.tutorial->endpoint))
    return lead_to(chosen(place, *mark));
  return lead_to(chosen(place, token == nullptr ? TokenKind::tutorial : token->kind));
}

Target below_login(Target target, std::string_view login_path) {
  if (login_path.empty()) return target;
  const bool is_login = target.path.starts_with(login_path) &&
                        std::string_view(target.path).substr(login_path.size()).starts_with(oauth);
  if (is_login)
    target.path.erase(0, login_path.size());
  else if (target.path.starts_with(oauth))
    target.path.clear();
  return target;
}

}  // namespace nowthen::sim
