#pragma once
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "net/local_address.hpp"
#include "net/local_server.hpp"

namespace nowthen::testing {

/// A folder for sockets, gone at the end of its scope.
class SocketFolder {
 public:
  /// @param name  of a folder within it; a long one makes long paths
  explicit SocketFolder(const std::string& name = "") {
    std::string path = (std::filesystem::temp_directory_path() / "nowthen-socket-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root_ = path;
    path_ = name.empty() ? path : path + "/" + name;
    std::filesystem::create_directories(path_);
  }
  ~SocketFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  SocketFolder(const SocketFolder&) = delete;
  SocketFolder& operator=(const SocketFolder&) = delete;

  const std::string& path() const noexcept { return path_; }
  std::string socket() const { return path_ + "/access.sock"; }

 private:
  std::string root_;
  std::string path_;
};

/// Sessions that all do the same.
class OneSession final : public net::LocalSession {
 public:
  using Do = std::function<bool(const net::Request&, net::ReplyBody&, const std::stop_token&)>;
  explicit OneSession(Do answer) : answer_(std::move(answer)) {}

  std::optional<std::size_t> body_limit(std::string_view, std::string_view target) override {
    if (target == "/nowhere") return std::nullopt;
    return target == "/large" ? std::size_t{100} << 20U : std::size_t{1} << 20U;
  }
  bool answer(const net::Request& request, net::ReplyBody& body, const std::stop_token& stop) override {
    return answer_(request, body, stop);
  }

 private:
  Do answer_;
};

inline net::LocalServer::MakeSession sessions_that(OneSession::Do answer) {
  return [answer = std::move(answer)] { return std::make_unique<OneSession>(answer); };
}

/// A local socket that speaks as no client would.
class RawLocalSocket {
 public:
  explicit RawLocalSocket(const std::string& path)
      : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto address = net::LocalAddress::of(path).value();
    if (::connect(descriptor_, address.get(), address.size()) != 0)
      throw std::runtime_error("cannot connect");
  }
  ~RawLocalSocket() { ::close(descriptor_); }
  RawLocalSocket(const RawLocalSocket&) = delete;
  RawLocalSocket& operator=(const RawLocalSocket&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// All that comes until the other end closes.
  std::string read_all() const {
    std::string all;
    char block[4096];
    for (;;) {
      const ssize_t count = ::recv(descriptor_, block, sizeof block, 0);
      if (count <= 0) return all;
      all.append(block, static_cast<std::size_t>(count));
    }
  }

 private:
  int descriptor_;
};

}  // namespace nowthen::testing
