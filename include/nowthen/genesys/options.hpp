#pragma once
#include <cstddef>
#include <nowthen/core/call_event.hpp>
#include <nowthen/core/result.hpp>
#include <nowthen/core/retry_policy.hpp>
#include <string>

namespace nowthen {

/// Which description of the API the server follows.
enum class Contract {
  automatic,  ///< `platform` for Genesys Cloud's own hosts and regions, `tutorial` for any other base URL.
  tutorial,   ///< The endpoints, fields and limits of docs/guide/tutorial-contract.md.
  platform,   ///< The public Genesys Cloud API.
};

/// Requests allowed in any sixty seconds. 0: no limit is known, do not pace.
/// What a reply's headers say about the limit wins over these.
struct RateLimits {
  double live_per_minute = 50;       ///< Of the tutorial's contract.
  double history_per_minute = 10;    ///< Of the tutorial's contract.
  double platform_per_minute = 300;  ///< Of the platform's: over all its endpoints together, for each token.
  double reserved_share =
      0;  ///< Part of that, 0 to 0.9, which `Client::platform_in_background` leaves alone.
};

/// Everything a `Client` needs to know. Only `base_url`, `client_id` and `client_secret` have no default.
struct ClientOptions {
  std::string base_url;  ///< `https://host[:port][/prefix]`; plain http only to a loopback address. No prefix
                         ///< under the platform's contract.
  std::string login_url;  ///< Where tokens come from. Empty: the login host that belongs to `base_url` where
                          ///< that is Genesys Cloud's own, else `base_url`.
  std::string client_id;
  std::string client_secret;  ///< Never written to any log, message or file.
  Contract contract = Contract::automatic;

  std::string proxy;               ///< Empty: the usual environment variables.
  std::string ca_file;             ///< PEM bundle used instead of the system's. Empty: the system's.
  std::string client_certificate;  ///< PEM file for mutual TLS. Empty: none.
  std::string client_key;          ///< PEM file. Empty: the certificate's file.
  std::size_t max_reply_bytes = std::size_t{64} << 20U;  ///< After inflating.

  RetryPolicy retry;
  RateLimits limits;
  CallObserver observer;  ///< Empty: nobody is told.
};

/// Options filled from `GENESYS_BASE_URL` or, without it, `GENESYS_REGION`; from `GENESYS_LOGIN_URL`,
/// `GENESYS_CLIENT_ID`, and `GENESYS_CLIENT_SECRET` or the file named by `GENESYS_CLIENT_SECRET_FILE`. Fails
/// with `invalid_request` naming the first one missing. `NOWTHEN_CONTRACT` (`auto`, `platform`, `tutorial`)
/// says which contract is meant.
Result<ClientOptions> options_from_environment();

}  // namespace nowthen
