#include "cli/commands/doctor_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/commands/auth_report.hpp"
#include "cli/report_error.hpp"
#include "cli/server_clock.hpp"
#include "genesys/contract.hpp"
#include "genesys/parser_version.hpp"
#include "net/curl_transport.hpp"
#include "net/origin.hpp"
#include "net/proxy_choice.hpp"

namespace nowthen::cli {
namespace {

std::string given_by_whom(const std::string& origin) {
  return origin.empty() ? " (by default)" : fmt::format(" (from {})", origin);
}

std::string login_url(const ClientOptions& client) {
  return client.login_url.empty() ? genesys::default_login_url(client.base_url) : client.login_url;
}

std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

Finding paths_finding(const Settings& settings) {
  return {
      .check = "paths",
      .detail = fmt::format("configuration {}, profile {}, home {}", or_none(settings.origins.config_file),
                            or_none(settings.profile), or_none(settings.home))};
}

Finding address_finding(const Settings& settings) {
  const ClientOptions& client = settings.client;
  if (client.base_url.empty())
    return {
        .check = "address",
        .verdict = Verdict::wrong,
        .detail = "which server is asked",
        .cause = "neither a region nor a base URL is given",
        .cure =
            "export GENESYS_REGION=eu_central_1 (or yours), or GENESYS_BASE_URL; without an organisation, "
            "nowthen sim prints exports that work"};
  const std::string login = login_url(client);
  // A URL that is refused may hold a password: it is not shown.
  for (const auto& [url, whence] :
       {std::pair{client.base_url, settings.origins.address}, std::pair{login, settings.origins.login_url}})
    if (const auto origin = net::parse_origin(url); !origin)
      return failed({.check = "address", .detail = "the URL" + given_by_whom(whence)}, origin.error());
  std::string detail = client.base_url + given_by_whom(settings.origins.address);
  if (login != client.base_url)
    detail += fmt::format(", login {}{}", login, given_by_whom(settings.origins.login_url));
  return {.check = "address", .detail = std::move(detail)};
}

Finding contract_finding(const Settings& settings) {
  const auto contract = genesys::resolved(settings.client.contract, settings.client.base_url);
  const std::string_view name = contract == Contract::platform ? "platform" : "tutorial";
  const std::string whence = settings.origins.contract.empty()
                                 ? " (by the address; --contract decides otherwise)"
                                 : given_by_whom(settings.origins.contract);
  return {.check = "contract", .detail = std::string(name) + whence};
}

std::string credential(std::string_view what, const std::string& shown, const std::string& origin) {
  return origin.empty() ? fmt::format("no {}", what) : fmt::format("{}{} (from {})", what, shown, origin);
}

/// Of the secret it is told that there is one and where it is from, not what it is.
Finding credentials_finding(const Settings& settings) {
  const bool has_id = !settings.client.client_id.empty();
  const bool has_secret = !settings.client.client_secret.empty();
  Finding finding{
      .check = "credentials",
      .detail = credential("client id", " " + settings.client.client_id, settings.origins.client_id) + ", " +
                credential("client secret", "", settings.origins.client_secret)};
  if (has_id && has_secret) return finding;
  finding.verdict = Verdict::wrong;
  finding.cause = fmt::format("not set or empty: {}{}{}", has_id ? "" : "GENESYS_CLIENT_ID",
                              has_id || has_secret ? "" : ", ", has_secret ? "" : "GENESYS_CLIENT_SECRET");
  finding.cure =
      "make an OAuth client (client credentials) under Admin > Integrations > OAuth, and export "
      "GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET_FILE";
  return finding;
}

/// The proxy that requests to `url` take, as far as settings say; `NO_PROXY` may name exceptions.
std::string proxy_text(const Settings& settings, const std::string& url) {
  if (!settings.client.proxy.empty())
    return fmt::format("proxy {} (from {})", net::proxy_name(settings.client.proxy), settings.origins.proxy);
  const auto origin = net::parse_origin(url);
  if (settings.origins.environment_proxy.empty() || (origin && origin->loopback)) return "no proxy";
  return fmt::format("proxy {} (from {}, unless NO_PROXY names the host)", settings.origins.environment_proxy,
                     settings.origins.proxy);
}

Finding token_finding(const Result<TokenStatus>& token, Instant now) {
  Finding finding{.check = "token", .detail = "an access token for these credentials"};
  if (!token) return failed(std::move(finding), token.error());
  const auto left = std::chrono::floor<std::chrono::minutes>(token->expires_at - now).count();
  finding.detail = fmt::format("{}, valid for {} min", token->token_type, left);
  return finding;
}

}  // namespace

bool is_unreachable(const Error& error) noexcept {
  return error.http_status == 0 && (error.kind == ErrorKind::transient || error.kind == ErrorKind::local);
}

Finding failed(Finding finding, const Error& error) {
  finding.verdict = error.kind == ErrorKind::rate_limited ? Verdict::warning : Verdict::wrong;
  finding.cause = error.message;
  if (!error.correlation_id.empty() && error.message.find(error.correlation_id) == std::string::npos)
    finding.cause += fmt::format(" (correlation id {})", error.correlation_id);
  finding.cure = error.hint.empty() ? default_hint(error) : error.hint;
  return finding;
}

std::vector<Finding> settings_findings(const Settings& settings) {
  std::vector<Finding> findings{{.check = "version",
                                 .detail = "nowthen " NOWTHEN_VERSION ", " + net::CurlTransport::version() +
                                           ", " + genesys::parser_version()},
                                paths_finding(settings),
                                address_finding(settings)};
  if (!settings.client.base_url.empty()) findings.push_back(contract_finding(settings));
  findings.push_back(credentials_finding(settings));
  return findings;
}

std::vector<Finding> login_findings(const Settings& settings, const Result<TokenStatus>& token, Instant now) {
  const std::string url = login_url(settings.client);
  Finding reached{.check = "reachability",
                  .detail = fmt::format("{}, {}, {}", url, url.starts_with("https://") ? "TLS" : "plain http",
                                        proxy_text(settings, url))};
  if (token || !is_unreachable(token.error())) return {std::move(reached), token_finding(token, now)};
  return {failed(std::move(reached), token.error()),
          {.check = "token", .verdict = Verdict::not_checked, .detail = "nobody there to ask for one"}};
}

Finding clock_finding(std::optional<std::chrono::milliseconds> ahead, bool heard) {
  Finding finding{.check = "clock", .detail = "within a minute of the server's"};
  if (!heard) {
    finding.verdict = Verdict::not_checked;
    finding.detail = "no reply said what time it is";
  } else if (ahead) {
    finding.verdict = Verdict::warning;
    finding.detail = "this machine's clock against the server's";
    finding.cause = clock_note(*ahead);
    finding.cure = "set this machine's clock, such as by timedatectl set-ntp true";
  }
  return finding;
}

Finding scope_finding(const std::vector<std::string>& scopes) {
  Finding finding{.check = "scopes", .detail = "not told by this token"};
  finding.verdict = scopes.empty() ? Verdict::not_checked : Verdict::ok;
  if (scopes.empty()) return finding;
  finding.detail = allowed_by(scopes);
  constexpr std::array needed{"conversations:view", "analytics:conversation:view",
                              "analytics:conversation:query"};
  std::vector<std::string_view> missing;
  for (const std::string_view scope : needed)
    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) missing.push_back(scope);
  if (missing.empty()) return finding;
  finding.verdict = Verdict::wrong;
  finding.cause = fmt::format("the token lacks {}", fmt::join(missing, " and "));
  finding.cure = fmt::format("add {} to the OAuth client, then get a new token", fmt::join(missing, " and "));
  return finding;
}

}  // namespace nowthen::cli
