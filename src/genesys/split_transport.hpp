#pragma once
#include <memory>
#include <utility>

#include "net/transport.hpp"

namespace nowthen::genesys {

/// Sends what carries the client's credentials to the login host and everything else to the API's. Both may
/// be the same transport, which its owners share.
class SplitTransport final : public net::Transport {
 public:
  SplitTransport(std::shared_ptr<net::Transport> api, std::shared_ptr<net::Transport> login)
      : api_(std::move(api)), login_(std::move(login)) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token stop) override {
    const auto& transport = request.target.starts_with("/oauth/") ? login_ : api_;
    return transport->send(request, std::move(stop));
  }

 private:
  std::shared_ptr<net::Transport> api_;
  std::shared_ptr<net::Transport> login_;
};

}  // namespace nowthen::genesys
