#include "net/curl_transport.hpp"

#include <cstdlib>
#include <mutex>
#include <utility>
#include <vector>

#include "net/curl_exchange.hpp"

namespace nowthen::net {
namespace {

constexpr std::size_t max_idle_handles = 64;

Result<void> start_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code == CURLE_OK) return {};
  return Error{.kind = ErrorKind::local, .message = "libcurl does not start"};
}

std::string environment(const char* name) {
  const char* value =
      std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here changes the environment
  return value == nullptr ? std::string() : value;
}

Result<CurlSetup> set_up(CurlOptions options) {
  auto origin = parse_origin(options.base_url);
  if (!origin) return origin.error();
  auto proxy = options.direct ? Result<ProxyChoice>(ProxyChoice{})
                              : choose_proxy(*origin, {std::move(options.proxy), std::move(options.no_proxy)},
                                             environment);
  if (!proxy) return proxy.error();
  TlsFiles tls{std::move(options.ca_file), std::move(options.client_certificate),
               std::move(options.client_key)};
  if (auto usable = check_tls_files(tls); !usable) return usable.error();
  if (options.user_agent.empty()) options.user_agent = "nowthen/" NOWTHEN_VERSION;
  return CurlSetup{.origin = std::move(*origin),
                   .proxy = std::move(*proxy),
                   .tls = std::move(tls),
                   .user_agent = std::move(options.user_agent),
                   .limits = {.body_bytes = options.max_reply_bytes, .drops_body = options.drops_bodies},
                   .addresses = std::move(options.addresses)};
}

}  // namespace

/// The handles that are idle, the one used last on top: its connection is the most likely to be alive.
class CurlTransport::Impl {
 public:
  explicit Impl(CurlSetup setup) : setup_(std::move(setup)) {}

  Result<Reply> send(const Request& request, const std::stop_token& stop) {
    auto handle = take();
    auto reply = exchange(*handle, setup_, request, stop);
    if (handle->wakes) give_back(std::move(handle));
    return reply;
  }

 private:
  std::unique_ptr<CurlHandle> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        auto handle = std::move(idle_.back());
        idle_.pop_back();
        return handle;
      }
    }
    return std::make_unique<CurlHandle>(setup_);
  }

  void give_back(std::unique_ptr<CurlHandle> handle) {
    const std::scoped_lock lock(mutex_);
    if (idle_.size() < max_idle_handles) idle_.push_back(std::move(handle));
  }

  const CurlSetup setup_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<CurlHandle>> idle_;
};

Result<std::unique_ptr<CurlTransport>> CurlTransport::create(CurlOptions options) {
  if (auto started = start_libcurl(); !started) return started.error();
  auto setup = set_up(std::move(options));
  if (!setup) return setup.error();
  return std::unique_ptr<CurlTransport>(new CurlTransport(std::make_unique<Impl>(std::move(*setup))));
}

CurlTransport::CurlTransport(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CurlTransport::~CurlTransport() = default;

std::string CurlTransport::version() { return curl_version(); }

Result<Reply> CurlTransport::send(const Request& request, std::stop_token stop) {
  return impl_->send(request, stop);
}

}  // namespace nowthen::net
