#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "net/transport.hpp"
#include "webhooks/sender.hpp"

namespace nowthen::webhooks {

/// Sends over https: the host's addresses asked for once an attempt and looked at, and the connection made to
/// those alone. No proxy, no redirect; of a reply only its head is looked at.
class HttpSender final : public Sender {
 public:
  using Resolve =
      std::function<Result<std::vector<std::string>>(const std::string& host, const std::stop_token&)>;
  using Connect = std::function<Result<std::unique_ptr<net::Transport>>(
      const Endpoint&, const std::vector<std::string>& addresses)>;

  /// Over the network. `now`: what requests are stamped with, this machine's time.
  explicit HttpSender(std::function<Instant()> now);
  /// The same with other ways to get there. Without `connect`, over the network.
  HttpSender(std::function<Instant()> now, Resolve resolve, Connect connect = {});

  Attempt send(const Endpoint& endpoint, const Event& event, const std::stop_token& stop) override;

 private:
  /// A connection that may be used again while addresses and trust are the same.
  struct Line {
    std::vector<std::string> addresses;
    std::string ca_file;
    std::shared_ptr<net::Transport> transport;
  };

  Result<std::vector<std::string>> addresses_of(const Endpoint& endpoint, const std::stop_token& stop);
  Result<std::shared_ptr<net::Transport>> line_to(const Endpoint& endpoint, const std::stop_token& stop);

  std::function<Instant()> now_;
  Resolve resolve_;
  Connect connect_;
  std::mutex mutex_;
  std::map<std::string, Line> lines_;  ///< By endpoint.
};

}  // namespace nowthen::webhooks
