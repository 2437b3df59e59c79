#include "cli/commands/auth_report.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {
namespace json = boost::json;

struct Need {
  std::string_view what;
  std::array<std::string_view, 2> scopes;
};
// Source: docs/guide/tutorial-contract.md, scopes.
constexpr std::array needs{Need{"live", {"conversations:view", "conversations:view"}},
                           Need{"history", {"analytics:conversation:view", "analytics:conversation:query"}}};

std::string_view contract_name(Contract contract) {
  return contract == Contract::platform ? "platform" : contract == Contract::tutorial ? "tutorial" : "auto";
}

std::string line(std::string_view name, std::string_view text) {
  return fmt::format("{:<12}{}\n", name, neutralised(text));
}

std::string span_text(std::chrono::milliseconds span) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(span).count();
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

std::string validity(Instant until, Instant now, const TimeZone& zone) {
  if (until <= now) return "expired";
  return fmt::format("valid for {}, until {} {}", span_text(until - now), format_local(until, zone),
                     zone.name());
}

json::array as_array(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

std::string introspection_text(const TokenIntrospection& found, Instant now, const TimeZone& zone) {
  if (!found.active) return line("Server says", "not active");
  std::string text =
      line("Server says", fmt::format("active, client {}, {}", found.client_id,
                                      found.expires_at ? validity(*found.expires_at, now, zone) : ""));
  return text + line("", fmt::format("{}", fmt::join(found.scopes, " ")));
}

/// `Acme (8354df6b)`, or whichever of the two is there.
std::string named(const std::string& name, const std::string& id) {
  if (name.empty() || id.empty()) return name + id;
  return fmt::format("{} ({})", name, id);
}

std::string platform_text(const PlatformFacts& facts) {
  std::string text;
  if (facts.organization) text += line("Belongs to", named(facts.organization->name, facts.organization->id));
  const bool has_client = facts.token && facts.token->oauth_client;
  const std::string client = has_client ? " " + facts.token->oauth_client->name : "";
  text += line("Permissions", "by the roles of the OAuth client" + client);
  return facts.untold.empty() ? text : text + line("Not told", facts.untold);
}

json::object platform_json(const PlatformFacts& facts) {
  json::object found;
  if (facts.organization)
    found["organization"] = json::object{{"id", facts.organization->id}, {"name", facts.organization->name}};
  if (facts.token && facts.token->oauth_client)
    found["oauth_client"] =
        json::object{{"id", facts.token->oauth_client->id}, {"name", facts.token->oauth_client->name}};
  if (!facts.untold.empty()) found["untold"] = facts.untold;
  return found;
}

}  // namespace

std::string allowed_by(const std::vector<std::string>& scopes) {
  std::vector<std::string> parts;
  for (const Need& need : needs) {
    std::string missing;
    for (const std::string_view scope : need.scopes)
      if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end() &&
          missing.find(scope) == std::string::npos)
        missing += fmt::format("{}{}", missing.empty() ? "" : " and ", scope);
    parts.push_back(missing.empty() ? fmt::format("{}: yes", need.what)
                                    : fmt::format("{}: no, {} is missing", need.what, missing));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string auth_text(const AuthFacts& facts, Instant now, const TimeZone& zone) {
  std::string text = line("Address", facts.base_url);
  if (facts.login_url != facts.base_url) text += line("Login", facts.login_url);
  text += line("Contract", contract_name(facts.contract)) + line("Client", facts.client_id);
  text += line("Token",
               fmt::format("{}, {}", facts.token.token_type, validity(facts.token.expires_at, now, zone)));
  const auto& scopes = facts.token.scopes;
  if (facts.contract == Contract::platform)
    text += platform_text(facts.platform.value_or(PlatformFacts{}));
  else if (scopes.empty())
    text += line("Scopes", "not told by this token");
  for (std::size_t i = 0; i < scopes.size(); ++i) text += line(i == 0 ? "Scopes" : "", scopes[i]);
  if (!scopes.empty() && facts.contract == Contract::tutorial) text += line("Allows", allowed_by(scopes));
  if (facts.introspection) text += introspection_text(*facts.introspection, now, zone);
  if (facts.show_token) text += line("Secret", facts.token.access_token);
  return text;
}

std::string auth_json(const AuthFacts& facts, Instant now) {
  json::object root;
  root["base_url"] = facts.base_url;
  root["login_url"] = facts.login_url;
  root["contract"] = contract_name(facts.contract);
  root["client_id"] = facts.client_id;
  root["token_type"] = facts.token.token_type;
  root["expires_at"] = format_instant(facts.token.expires_at);
  root["expires_in_seconds"] = std::chrono::floor<std::chrono::seconds>(facts.token.expires_at - now).count();
  root["scopes"] = as_array(facts.token.scopes);
  if (facts.introspection) {
    json::object found{{"active", facts.introspection->active},
                       {"client_id", facts.introspection->client_id},
                       {"scopes", as_array(facts.introspection->scopes)}};
    if (facts.introspection->expires_at)
      found["expires_at"] = format_instant(*facts.introspection->expires_at);
    root["introspection"] = std::move(found);
  }
  if (facts.platform) root["platform"] = platform_json(*facts.platform);
  if (facts.show_token) root["access_token"] = facts.token.access_token;
  return json::serialize(root) + '\n';
}

}  // namespace nowthen::cli
