#pragma once
#include <memory>
#include <utility>

#include "net/transport.hpp"

namespace nowthen::genesys {

/// Lets two owners use one transport: tokens and data often come from the same host.
class SharedTransport final : public net::Transport {
 public:
  explicit SharedTransport(std::shared_ptr<net::Transport> transport) : transport_(std::move(transport)) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token stop) override {
    return transport_->send(request, std::move(stop));
  }

 private:
  std::shared_ptr<net::Transport> transport_;
};

}  // namespace nowthen::genesys
