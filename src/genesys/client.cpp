#include <nowthen/genesys/client.hpp>

#include "client/caller.hpp"
#include "genesys/client_parts.hpp"
#include "genesys/contract.hpp"
#include "genesys/credentials.hpp"
#include "genesys/exchanges.hpp"
#include "genesys/late_source.hpp"
#include "genesys/option_checks.hpp"
#include "genesys/platform/endpoints.hpp"
#include "genesys/platform/platform_access.hpp"
#include "genesys/query_checks.hpp"
#include "genesys/server_clock.hpp"
#include "genesys/small_documents.hpp"
#include "genesys/split_transport.hpp"
#include "genesys/status_error.hpp"
#include "genesys/token_source.hpp"
#include "genesys/tutorial/endpoints.hpp"
#include "genesys/tutorial/requests.hpp"
#include "genesys/walk_source.hpp"
#include "net/curl_transport.hpp"

namespace nowthen {
namespace {

using namespace genesys;

struct Transports {
  std::shared_ptr<net::Transport> api;
  std::shared_ptr<net::Transport> login;
};

Result<std::shared_ptr<net::Transport>> curl_transport(const ClientOptions& options, const std::string& url) {
  auto made = net::CurlTransport::create({.base_url = url,
                                          .proxy = options.proxy,
                                          .ca_file = options.ca_file,
                                          .client_certificate = options.client_certificate,
                                          .client_key = options.client_key,
                                          .max_reply_bytes = options.max_reply_bytes});
  if (!made) return made.error();
  return std::shared_ptr<net::Transport>(*std::move(made));
}

template <class Walk, class Exchange>
std::unique_ptr<Listing::PageSource> source_of(Walk walk, Exchange exchange, Prefetch prefetch) {
  return std::make_unique<WalkSource<Walk, Exchange>>(std::move(walk), std::move(exchange), prefetch);
}

template <class Walk, class Exchange>
Listing listing_of(Result<Walk> walk, Exchange exchange, Prefetch prefetch) {
  if (!walk) return Listing(std::make_unique<RefusedSource>(walk.error()));
  return Listing(source_of(*std::move(walk), std::move(exchange), prefetch));
}

}  // namespace

class Client::Impl {
 public:
  Impl(ClientOptions given, const Transports& given_transports, const ClientParts& parts)
      : options(std::move(given)),
        endpoints(tutorial::endpoints(options.limits)),
        platform_endpoints(platform::endpoints()),
        background_endpoints(platform::in_background(platform_endpoints)),
        may_prefetch(parts.prefetch),
        server_clock(*parts.clock),
        transports(listened_to(given_transports)),
        tokens(transports.login, options, token_endpoint(), *parts.clock),
        caller(caller_parts(parts)),
        platform_parts{.caller = &caller,
                       .endpoints = &platform_endpoints,
                       .clock = parts.clock,
                       .server_clock = &server_clock},
        background_parts(platform_parts) {
    background_parts.endpoints = &background_endpoints;
  }

  bool on_platform() const noexcept { return options.contract == Contract::platform; }

  /// Under a limit the pace decides when the next page comes; without one, the server and we can work side by
  /// side.
  Prefetch prefetch_at(double per_minute) const noexcept {
    return per_minute == 0 && may_prefetch ? Prefetch::one_page : Prefetch::off;
  }

  DetailsExchange details_exchange(std::stop_token stop) {
    return {{&caller, platform_endpoints.details_query, std::move(stop)}};
  }

  Prefetch details_prefetch() const noexcept { return prefetch_at(options.limits.platform_per_minute); }

  /// What is open on the platform is asked for by its start, up to now as the server has it: the token's
  /// exchange tells the time.
  Result<std::unique_ptr<Listing::PageSource>> open_conversations(const LiveQuery& query,
                                                                  const std::stop_token& stop) {
    if (const auto token = caller.token(stop); !token) return token.error();
    auto walk = platform::DetailsWalk::open_at(server_clock.now(), query);
    if (!walk) return walk.error();
    return source_of(*std::move(walk), details_exchange(stop), details_prefetch());
  }

  ClientOptions options;
  tutorial::Endpoints endpoints;
  platform::Endpoints platform_endpoints;
  platform::Endpoints background_endpoints;
  bool may_prefetch;
  ServerClock server_clock;
  Transports transports;
  TokenSource tokens;
  client::Caller caller;
  PlatformAccess::Parts platform_parts;
  PlatformAccess::Parts background_parts;

 private:
  const client::Endpoint& token_endpoint() const noexcept {
    return on_platform() ? platform_endpoints.token : endpoints.token;
  }

  /// The platform counts all requests of a token together; the tutorial's limits are by endpoint.
  client::SharedLimit shared_limit() const noexcept {
    return {.per_minute = on_platform() ? options.limits.platform_per_minute : 0,
            .reserved_share = options.limits.reserved_share};
  }

  Transports listened_to(const Transports& given) {
    const auto listening = [this](const std::shared_ptr<net::Transport>& transport) {
      return std::make_shared<ListeningTransport>(transport, server_clock);
    };
    return {.api = listening(given.api), .login = listening(given.login)};
  }

  client::CallerParts caller_parts(const ClientParts& parts) {
    Clock* clock = parts.clock;
    return {.transport = std::make_unique<SplitTransport>(transports.api, transports.login),
            .fetch_token = [this](std::stop_token stop) { return tokens.fetch(std::move(stop)); },
            .classify =
                [this, clock](const client::Endpoint& endpoint, const net::Reply& reply) {
                  auto error = status_error(endpoint, reply, clock->now());
                  if (error) blot_out_credentials(*error, options);
                  return error;
                },
            .clock = clock,
            .random = parts.random,
            .retry = options.retry,
            .observer = options.observer,
            .shared = shared_limit()};
  }
};

struct ClientAccess {
  static Result<Client> make(ClientOptions options, const Transports& transports, const ClientParts& parts) {
    return Client(std::make_unique<Client::Impl>(std::move(options), transports, parts));
  }
};

namespace {

Error no_platform() {
  return Error{.kind = ErrorKind::invalid_request,
               .message = "the tutorial's contract has no jobs, activity, observations, aggregates or names",
               .hint = "use --contract platform for a host that speaks it"};
}

}  // namespace

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Client> make_client(ClientOptions options, ClientParts parts) {
  if (options.contract == Contract::automatic) options.contract = Contract::tutorial;
  if (auto checked = genesys::check(options); !checked) return checked.error();
  Transports transports{.api = std::move(parts.api), .login = std::move(parts.login)};
  if (!transports.login) transports.login = transports.api;
  return ClientAccess::make(std::move(options), transports, parts);
}

Result<Client> Client::connect(ClientOptions options) {
  if (options.base_url.empty())
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "no base URL is set",
                 .hint = "set GENESYS_BASE_URL, or give --base-url or --region"};
  options.contract = resolved(options.contract, options.base_url);
  if (auto checked = genesys::check(options); !checked) return checked.error();
  auto api = curl_transport(options, options.base_url);
  if (!api) return api.error();
  Transports transports{.api = *api, .login = *api};
  if (options.login_url.empty()) options.login_url = default_login_url(options.base_url);
  if (options.login_url != options.base_url) {
    auto login = curl_transport(options, options.login_url);
    if (!login) return login.error();
    transports.login = *login;
  }
  return ClientAccess::make(std::move(options), transports, ClientParts{.prefetch = true});
}

Listing Client::live(LiveQuery query, std::stop_token stop) {
  if (!impl_->on_platform())
    return listing_of(LiveWalk::start(std::move(query)),
                      LiveExchange{{&impl_->caller, impl_->endpoints.live, std::move(stop)}}, Prefetch::off);
  if (auto checked = check(query, Contract::platform); !checked)
    return Listing(std::make_unique<RefusedSource>(checked.error()));
  return Listing(
      std::make_unique<LateSource>([impl = impl_.get(), query = std::move(query), stop = std::move(stop)] {
        return impl->open_conversations(query, stop);
      }));
}

Listing Client::history(HistoryQuery query, std::stop_token stop) {
  if (impl_->on_platform())
    return listing_of(platform::DetailsWalk::started_in(std::move(query)),
                      impl_->details_exchange(std::move(stop)), impl_->details_prefetch());
  return listing_of(HistoryWalk::start(std::move(query)),
                    HistoryExchange{{&impl_->caller, impl_->endpoints.history, std::move(stop)}},
                    impl_->prefetch_at(impl_->endpoints.history.per_minute));
}

Result<TokenStatus> Client::token(std::stop_token stop) {
  auto token = impl_->caller.token(std::move(stop));
  if (!token) return token.error();
  auto scopes = scopes_of(token->text);
  return TokenStatus{.access_token = std::move(token->text),
                     .token_type = std::move(token->type),
                     .expires_at = token->expires_on,
                     .scopes = std::move(scopes)};
}

Result<TokenIntrospection> Client::introspect(std::stop_token stop) {
  const auto token = impl_->caller.token(stop);
  if (!token) return token.error();
  const auto reply =
      impl_->caller.call(impl_->endpoints.introspect,
                         tutorial::introspection_request(impl_->options, token->text), std::move(stop));
  if (!reply) return reply.error();
  return read_introspection_reply(reply->body);
}

Result<Platform> Client::platform() const {
  if (impl_->on_platform()) return PlatformAccess::make(impl_->platform_parts);
  return no_platform();
}

Result<Platform> Client::platform_in_background() const {
  if (impl_->on_platform()) return PlatformAccess::make(impl_->background_parts);
  return no_platform();
}

Contract Client::contract() const noexcept { return impl_->options.contract; }

}  // namespace nowthen
