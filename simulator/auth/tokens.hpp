#pragma once
#include <nowthen/core/clock.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "simulator/auth/jwt.hpp"

namespace nowthen::sim {

/// Whose description a token is made by: the tutorial's are JWTs with scopes, the platform's say nothing.
enum class TokenKind { tutorial, platform };

/// A token as the server remembers it.
struct Token {
  TokenKind kind = TokenKind::tutorial;
  std::string client_id;
  std::vector<std::string> scopes;
  Claims claims;
  Clock::Ticks expires{0};  ///< On the caller's clock.
};

/// The access tokens that have been issued. Not thread-safe.
class Tokens {
 public:
  explicit Tokens(std::string signing_key) : key_(std::move(signing_key)) {}

  struct Grant {
    TokenKind kind = TokenKind::tutorial;
    std::string client_id;
    std::vector<std::string> scopes;
    std::chrono::seconds lifetime{3600};
    std::int64_t issued_at = 0;  ///< Seconds since the Unix epoch, for the claims.
    Clock::Ticks now{0};
  };
  /// A new token's text.
  std::string issue(const Grant& grant);

  /// The token with this text if it was issued here and has not expired at `now`.
  const Token* find(const std::string& text, Clock::Ticks now) const;

  /// Makes this one invalid.
  void revoke(const std::string& text) { tokens_.erase(text); }

  /// Makes every token invalid.
  void revoke_all() { tokens_.clear(); }

 private:
  std::string text_of(const Token& token) const;

  std::string key_;
  std::uint64_t issued_ = 0;
  std::unordered_map<std::string, Token> tokens_;
};

/// `a b c`.
std::string joined(const std::vector<std::string>& scopes);

}  // namespace nowthen::sim
