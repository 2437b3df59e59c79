#include <nowthen/genesys/client.hpp>

#include "client/caller.hpp"
#include "genesys/client_parts.hpp"
#include "genesys/contract.hpp"
#include "genesys/credentials.hpp"
#include "genesys/history_walk.hpp"
#include "genesys/live_walk.hpp"
#include "genesys/option_checks.hpp"
#include "genesys/platform/endpoints.hpp"
#include "genesys/small_documents.hpp"
#include "genesys/split_transport.hpp"
#include "genesys/status_error.hpp"
#include "genesys/token_source.hpp"
#include "genesys/tutorial/endpoints.hpp"
#include "genesys/tutorial/reply_decoder.hpp"
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

/// Says on which exchange an error came to light that is none of its status.
Error found_in(const net::Reply& reply, Error error) {
  error.http_status = reply.status;
  error.correlation_id = shown(reply.headers.get("ININ-Correlation-Id").value_or(""), 100);
  return error;
}

template <class Walk, class Exchange>
Listing listing_of(Result<Walk> walk, Exchange exchange, Prefetch prefetch) {
  if (!walk) return Listing(std::make_unique<RefusedSource>(walk.error()));
  return Listing(
      std::make_unique<WalkSource<Walk, Exchange>>(*std::move(walk), std::move(exchange), prefetch));
}

/// Sends the requests of one listing.
struct Sender {
  client::Caller* caller;
  client::Endpoint endpoint;
  std::stop_token stop;

  Result<net::Reply> send(net::Request request, std::stop_token until) const {
    return caller->call(endpoint, std::move(request), std::move(until));
  }
};

/// Reads a reply as a page, and says on an error which reply it was.
template <class Read>
auto page_of(Result<net::Reply> reply, Read read) -> decltype(read(std::string())) {
  if (!reply) return reply.error();
  auto page = read(reply->body);
  if (!page) return found_in(*reply, page.error());
  return page;
}

struct LiveExchange : Sender {
  tutorial::ReplyDecoder decoder;

  static net::Request request(const LiveWalk& walk, const LiveAsk& ask) {
    return tutorial::live_request(walk.query(), ask);
  }
  Result<LivePage> decode(Result<net::Reply> reply) {
    return page_of(std::move(reply), [this](const std::string& body) { return decoder.live(body); });
  }
};

struct HistoryExchange : Sender {
  tutorial::ReplyDecoder decoder;

  static net::Request request(const HistoryWalk& walk, const HistoryAsk& ask) {
    return tutorial::history_request(walk.query(), ask);
  }
  Result<HistoryPage> decode(Result<net::Reply> reply) {
    return page_of(std::move(reply), [this](const std::string& body) { return decoder.history(body); });
  }
};

}  // namespace

class Client::Impl {
 public:
  Impl(ClientOptions given, Transports transports, const ClientParts& parts)
      : options(std::move(given)),
        endpoints(tutorial::endpoints(options.limits)),
        platform_endpoints(platform::endpoints()),
        may_prefetch(parts.prefetch),
        tokens(transports.login, options, token_endpoint(), *parts.clock),
        caller(caller_parts(std::move(transports), parts)) {}

  ClientOptions options;
  tutorial::Endpoints endpoints;
  platform::Endpoints platform_endpoints;
  bool may_prefetch;
  TokenSource tokens;
  client::Caller caller;

 private:
  bool on_platform() const noexcept { return options.contract == Contract::platform; }

  const client::Endpoint& token_endpoint() const noexcept {
    return on_platform() ? platform_endpoints.token : endpoints.token;
  }

  /// The platform counts all requests of a token together; the tutorial's limits are by endpoint.
  client::SharedLimit shared_limit() const noexcept {
    return {.per_minute = on_platform() ? options.limits.platform_per_minute : 0};
  }

  client::CallerParts caller_parts(Transports transports, const ClientParts& parts) {
    Clock* clock = parts.clock;
    return {
        .transport = std::make_unique<SplitTransport>(std::move(transports.api), std::move(transports.login)),
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
  static Result<Client> make(ClientOptions options, Transports transports, const ClientParts& parts) {
    return Client(std::make_unique<Client::Impl>(std::move(options), std::move(transports), parts));
  }
};

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Client> make_client(ClientOptions options, ClientParts parts) {
  if (options.contract == Contract::automatic) options.contract = Contract::tutorial;
  if (auto checked = genesys::check(options); !checked) return checked.error();
  Transports transports{.api = std::move(parts.api), .login = std::move(parts.login)};
  if (!transports.login) transports.login = transports.api;
  return ClientAccess::make(std::move(options), std::move(transports), parts);
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
  return ClientAccess::make(std::move(options), std::move(transports), ClientParts{.prefetch = true});
}

Listing Client::live(LiveQuery query, std::stop_token stop) {
  return listing_of(LiveWalk::start(std::move(query)),
                    LiveExchange{{&impl_->caller, impl_->endpoints.live, std::move(stop)}, {}},
                    Prefetch::off);
}

Listing Client::history(HistoryQuery query, std::stop_token stop) {
  // Under a limit the pace decides when the next page comes; without one, the server and we can work side by
  // side.
  const bool unpaced = impl_->endpoints.history.per_minute == 0 && impl_->may_prefetch;
  return listing_of(HistoryWalk::start(std::move(query)),
                    HistoryExchange{{&impl_->caller, impl_->endpoints.history, std::move(stop)}, {}},
                    unpaced ? Prefetch::one_page : Prefetch::off);
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

Contract Client::contract() const noexcept { return impl_->options.contract; }

}  // namespace nowthen
