#include <memory>
#include <nowthen/genesys/platform.hpp>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/auth_report.hpp"
#include "cli/commands/commands.hpp"
#include "cli/context.hpp"
#include "cli/report_error.hpp"
#include "genesys/contract.hpp"

namespace nowthen::cli {
namespace {

struct AuthOptions {
  bool show_token = false;
  bool introspect = false;
  std::optional<std::string> format;
};

/// Asks the platform about the token, which tells nothing itself. What the role may not ask is not told, and
/// no failure; any other error says that the credentials will not do as things stand.
Result<PlatformFacts> ask_platform(const Client& client, const std::stop_token& stop) {
  const auto platform = client.platform();
  if (!platform) return platform.error();
  PlatformFacts facts;
  auto token = platform->token_info(stop);
  if (token) facts.token = std::move(*token);
  auto organization = token ? platform->organization(stop) : Result<Organization>(token.error());
  if (organization) facts.organization = std::move(*organization);
  if (organization) return facts;
  const Error& error = organization.error();
  if (error.kind != ErrorKind::forbidden) return error;
  facts.untold = error.message;
  return facts;
}

Result<ExitCode> run_auth(const AuthOptions& given, Context& context) {
  auto client = connect(context);
  if (!client) return client.error();
  if (given.introspect && client->contract() == Contract::platform)
    return usage_error("--introspect is of the tutorial's contract: the platform cannot be asked that way",
                       "nowthen auth");
  auto token = client->token(context.stop);
  if (!token) return token.error();

  const ClientOptions& options = context.settings.client;
  AuthFacts facts{.base_url = options.base_url,
                  .login_url = options.login_url.empty() ? genesys::default_login_url(options.base_url)
                                                         : options.login_url,
                  .client_id = options.client_id,
                  .contract = client->contract(),
                  .token = std::move(*token),
                  .show_token = given.show_token};
  if (client->contract() == Contract::platform) {
    auto platform = ask_platform(*client, context.stop);
    if (!platform) return platform.error();
    facts.platform = std::move(*platform);
  }
  if (given.introspect) {
    auto introspection = client->introspect(context.stop);
    if (!introspection) return introspection.error();
    facts.introspection = std::move(*introspection);
  }
  const Instant now = context.clock.now();
  const bool table = given.format.value_or(context.out_is_terminal ? "table" : "json") == "table";
  context.out << (table ? auth_text(facts, now, context.settings.zone) : auth_json(facts, now));
  return ExitCode::ok;
}

}  // namespace

void add_auth(CommandSet& commands) {
  const auto given = std::make_shared<AuthOptions>();
  Options options;
  options.flag("--introspect", given->introspect,
               "Also ask the server what it holds of the token (tutorial's contract only)");
  options.flag("--show-token", given->show_token, "Also print the access token, which is a secret");
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"table", "json"})
      .defaults_to("table on a terminal, else json");
  commands.add(
      {.name = "auth",
       .group = Command::Group::set_up,
       .summary = "Get a token and show what it is good for",
       .description =
           "Gets an access token with the credentials in use and shows where it came from, until when it is "
           "valid and which scopes it carries. A token of the platform tells nothing itself: the platform "
           "is asked whose it is, and the OAuth client's roles decide what it may do. Never shows the "
           "token itself unless asked.",
       .examples = "# do the credentials work, and for what?\n"
                   "nowthen auth\n"
                   "# a token for another program\n"
                   "nowthen auth --show-token --format json | jq -r .access_token\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_auth(*given, context); }});
}

}  // namespace nowthen::cli
