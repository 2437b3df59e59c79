#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/genesys/options.hpp>
#include <nowthen/genesys/platform.hpp>
#include <nowthen/genesys/query.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nowthen {

/// What is known about the access token in use. The token itself only in `access_token`, for who asks for it.
struct TokenStatus {
  std::string access_token;         ///< A secret: show it only when asked to.
  std::string token_type;           ///< `Bearer`.
  Instant expires_at;               ///< By the local clock; the client renews it ten seconds earlier.
  std::vector<std::string> scopes;  ///< From the token's `scope` claim; empty for an opaque token.
};

/// What the server says about the token (RFC 7662).
struct TokenIntrospection {
  bool active = false;
  std::string client_id;
  std::vector<std::string> scopes;
  std::optional<Instant> expires_at;
};

/// The conversations of one Genesys Cloud organisation, now and then.
///
/// Cheap to make: the first request goes out when the first result is wanted. Thread-safe: several threads
/// share one token (refreshed once for all of them), one connection pool and one pace per endpoint. Listings
/// must not outlive it.
class Client {
 public:
  /// Checks the options; sends nothing. Fails with `invalid_request` (which option) or `local` (which file).
  static Result<Client> connect(ClientOptions options);

  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  /// Conversations active now; under the tutorial's contract also those closed within the last 24 hours.
  /// A query that cannot be asked gives a listing whose first page is the `invalid_request`.
  ///
  /// Under the platform's contract: those without an end that started within the last 31 days by the
  /// server's clock, media and queues applied by the server.
  /// Source: GET /api/v2/conversations, docs/guide/tutorial-contract.md; POST
  /// /api/v2/analytics/conversations/details/query, docs/guide/platform-contract.md.
  Listing live(LiveQuery query = {}, std::stop_token stop = {});

  /// Conversations that started in `query.interval`, with their metrics: closed ones under the tutorial's
  /// contract, all of them under the platform's.
  /// Ranges longer than the contract allows to ask at once (90 and 31 days), and windows too full to hold,
  /// are asked in parts: the oldest part first, within a part in the server's order. Where a part has to be
  /// read again, what only then appears comes after the rest of it.
  /// Source: POST /api/v2/analytics/conversations/details/query; docs/guide/tutorial-contract.md,
  /// docs/guide/platform-contract.md.
  Listing history(HistoryQuery query, std::stop_token stop = {});

  /// The token in use, obtained now if there is none that is fresh. Fails as any call does.
  Result<TokenStatus> token(std::stop_token stop = {});

  /// Asks the server about the token in use. Source: RFC 7662.
  Result<TokenIntrospection> introspect(std::stop_token stop = {});

  /// What only the platform's contract has; must not outlive the client. `invalid_request` under another
  /// contract.
  Result<Platform> platform() const;

  /// The same for work that nobody waits for: it leaves `RateLimits::reserved_share` of the limit to the
  /// rest.
  Result<Platform> platform_in_background() const;

  /// The contract in use, never `automatic`.
  Contract contract() const noexcept;

 private:
  friend struct ClientAccess;
  class Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen
