#include "client/caller.hpp"

#include <cassert>

#include "client/call.hpp"

namespace nowthen::client {
namespace {

constexpr Endpoint token_endpoint{.name = "token", .authorised = false};

}  // namespace

class Caller::Impl : public Peer {
 public:
  using Peer::Peer;
};

Caller::Caller(CallerParts parts) {
  assert(parts.transport && parts.fetch_token && parts.classify && parts.clock && parts.random);
  impl_ = std::make_unique<Impl>(std::move(parts));
}

Caller::~Caller() = default;

Result<net::Reply> Caller::call(const Endpoint& endpoint, net::Request request, std::stop_token stop) {
  return Call(*impl_, endpoint, std::move(stop)).send(request);
}

Result<Token> Caller::token(std::stop_token stop) {
  return Call(*impl_, token_endpoint, std::move(stop)).token();
}

}  // namespace nowthen::client
