#include <fmt/format.h>

#include "cli/context.hpp"
#include "cli/report_error.hpp"
#include "net/web_socket_client.hpp"

namespace nowthen::cli {
namespace {

/// What is missing before anybody can be asked, told at once instead of one after the other.
std::optional<Error> missing_settings(const ClientOptions& options) {
  std::vector<std::string_view> missing;
  if (options.base_url.empty()) missing.emplace_back("GENESYS_REGION or GENESYS_BASE_URL");
  if (options.client_id.empty()) missing.emplace_back("GENESYS_CLIENT_ID");
  if (options.client_secret.empty())
    missing.emplace_back("GENESYS_CLIENT_SECRET (or GENESYS_CLIENT_SECRET_FILE)");
  if (missing.empty()) return std::nullopt;
  return usage_error(
      fmt::format("not set or empty: {}", fmt::join(missing, ", ")),
      "export them or write them into a profile; without an organisation, nowthen sim prints exports "
      "that work");
}

/// Lets the clock hear what time it is where the replies come from.
CallObserver heard_by(ServerClock* clock, CallObserver also) {
  if (clock == nullptr) return also;
  return [clock, also = std::move(also)](const CallEvent& event) {
    if (event.server_time) clock->hear(*event.server_time);
    if (also) also(event);
  };
}

}  // namespace

Result<Client> connect(const Context& context, CallObserver observer, double reserved_share) {
  ClientOptions options = context.settings.client;
  options.limits.reserved_share = reserved_share;
  if (auto missing = missing_settings(options)) return std::move(*missing);
  observer = heard_by(context.server_clock, std::move(observer));
  options.observer =
      context.log == nullptr ? std::move(observer) : logging_observer(*context.log, std::move(observer));
  auto client = context.make_client(options);
  if (client || client.error().kind != ErrorKind::local) return client;
  Error error = client.error();  // a certificate file that cannot be used: nobody has been asked yet
  error.kind = ErrorKind::invalid_request;
  if (error.hint.empty()) error.hint = "check the files that --cacert and the configuration name";
  return error;
}

std::unique_ptr<net::WebSocketConnector> connect_sockets(const Context& context) {
  const ClientOptions& options = context.settings.client;
  if (context.make_sockets) return context.make_sockets(options, context.clock);
  return std::make_unique<net::WebSocketClient>(
      net::WebSocketOptions{.proxy = {.proxy = options.proxy, .no_proxy = {}},
                            .tls = {.ca_file = options.ca_file,
                                    .client_certificate = options.client_certificate,
                                    .client_key = options.client_key},
                            .user_agent = "nowthen/" NOWTHEN_VERSION},
      context.clock);
}

}  // namespace nowthen::cli
