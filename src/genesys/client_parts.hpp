#pragma once
#include <memory>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/random.hpp>
#include <nowthen/genesys/client.hpp>

#include "net/transport.hpp"

namespace nowthen {

/// What a `Client` stands on, so that tests and simulations can put their own in place. Clock and random must
/// outlive the client.
struct ClientParts {
  std::unique_ptr<net::Transport> api;    ///< Reaches `ClientOptions::base_url`.
  std::unique_ptr<net::Transport> login;  ///< Reaches `ClientOptions::login_url`. Empty: `api` does.
  Clock* clock = &system_clock();
  Random* random = &system_random();
  bool prefetch = false;  ///< Ask for the next history page while one is used, where no limit is known. Not
                          ///< for virtual clocks, which expect one thread.
};

/// A client over these parts; the URLs and TLS settings of `options` are not looked at.
Result<Client> make_client(ClientOptions options, ClientParts parts);

}  // namespace nowthen
