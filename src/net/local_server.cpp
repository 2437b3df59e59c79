#include "net/local_server.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "net/local_address.hpp"
#include "net/local_connection.hpp"
#include "net/server_asio.hpp"

namespace nowthen::net {
namespace {

constexpr std::chrono::milliseconds accept_retry{50};
constexpr std::string_view busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

Error cannot_listen(const std::string& path, int code) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot listen on {}: {}", path, std::generic_category().message(code)),
          .hint = "the file system must be one that can hold sockets"};
}

/// A socket that listens, for its owner alone: nobody can connect before `listen`.
Result<int> listening(const std::string& path) {
  const auto address = LocalAddress::of(path);
  if (!address) return address.error();
  if (::unlink(address->path()) != 0 && errno != ENOENT) return cannot_listen(path, errno);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor >= 0 && ::bind(descriptor, address->get(), address->size()) == 0 &&
      ::chmod(address->path(), S_IRUSR | S_IWUSR) == 0 && ::listen(descriptor, SOMAXCONN) == 0)
    return descriptor;
  const int code = errno;
  if (descriptor >= 0) ::close(descriptor);
  return cannot_listen(path, code);
}

/// Which file it is.
using Place = std::pair<dev_t, ino_t>;

Place place_of(const std::string& path) {
  struct stat found {};
  const auto address = LocalAddress::of(path);
  if (!address || ::stat(address->path(), &found) != 0) return {};
  return {found.st_dev, found.st_ino};
}

/// Whether the process at the other end is this user's, or root's.
bool is_known_user(int descriptor) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace

class LocalServer::Impl {
 public:
  Impl(LocalServerOptions options, MakeSession make_session)
      : options_(std::move(options)), make_session_(std::move(make_session)) {}

  ~Impl() {  // NOLINT(bugprone-exception-escape): it throws where there is no memory at all
    unlisten();
    on_stop_.reset();
    if (!thread_.joinable()) return;
    asio::post(context_, [this] { finish(); });
    thread_.join();
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> start(const std::stop_token& stop) {
    const auto descriptor = listening(options_.path);
    if (!descriptor) return descriptor.error();
    place_ = place_of(options_.path);
    acceptor_.assign(asio::local::stream_protocol(), *descriptor);
    is_listening_ = true;
    asio::co_spawn(context_, accept_all(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
    on_stop_ = std::make_unique<OnStop>(stop, [this] { asio::post(context_, [this] { end_all(true); }); });
    return {};
  }

 private:
  using OnStop = std::stop_callback<std::function<void()>>;

  /// Before anything else: whoever comes from now on finds no socket, and waits for the lock instead. One
  /// that somebody else has put there since stays.
  void unlisten() {
    if (!std::exchange(is_listening_, false)) return;
    const auto address = LocalAddress::of(options_.path);
    if (address && place_of(options_.path) == place_) ::unlink(address->path());
  }

  /// On the server's thread, as all below.
  void finish() {
    end_all(false);
    deadline_.expires_after(options_.drain);
    deadline_.async_wait([this](error_code error) {
      if (!error) end_all(true);
    });
    if (live_.empty()) deadline_.cancel();
  }

  void end_all(bool at_once) {
    is_ending_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
    const auto live = live_;  // a connection that ends at once leaves the list
    for (const auto& connection : live) connection->end(at_once);
  }

  /// Survives whatever accept reports, such as too many open files: it waits a moment and goes on.
  Awaitable<void> accept_all() {
    while (!is_ending_) {
      auto [error, socket] = co_await acceptor_.async_accept(as_result);
      if (is_ending_) co_return;
      if (error) {
        retry_.expires_after(accept_retry);
        co_await retry_.async_wait(as_result);
        continue;
      }
      if (!is_known_user(socket.native_handle())) continue;
      if (live_.size() >= options_.max_connections)
        (void)::send(socket.native_handle(), busy.data(), busy.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      else
        serve(std::move(socket));
    }
  }

  void serve(LocalSocket socket) {
    auto connection = std::make_shared<LocalConnection>(std::move(socket), options_, large_, make_session_());
    live_.push_back(connection);
    asio::co_spawn(
        context_, [connection] { return connection->run(); },
        [this, connection](const std::exception_ptr&) { forget(connection); });
  }

  void forget(const std::shared_ptr<LocalConnection>& connection) {
    live_.erase(std::find(live_.begin(), live_.end(), connection));
    if (is_ending_ && live_.empty()) deadline_.cancel();
  }

  const LocalServerOptions options_;
  const MakeSession make_session_;
  LargeRequests large_;
  asio::io_context context_{1};  // destroyed before what its connections refer to
  LocalAcceptor acceptor_{context_};
  Timer retry_{context_};
  Timer deadline_{context_};
  std::vector<std::shared_ptr<LocalConnection>> live_;
  bool is_ending_ = false;
  Place place_;                ///< Of our socket.
  bool is_listening_ = false;  // used by the owner's thread alone
  std::thread thread_;
  std::unique_ptr<OnStop> on_stop_;
};

Result<std::unique_ptr<LocalServer>> LocalServer::start(LocalServerOptions options, MakeSession make_session,
                                                        const std::stop_token& stop) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(make_session));
  if (auto started = impl->start(stop); !started) return started.error();
  return std::unique_ptr<LocalServer>(new LocalServer(std::move(impl)));
}

LocalServer::LocalServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LocalServer::~LocalServer() = default;

}  // namespace nowthen::net
