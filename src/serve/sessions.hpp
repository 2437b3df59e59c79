#pragma once
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <nowthen/core/random.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/digest.hpp"

namespace nowthen::serve {

/// Who may see the board: whoever has the token, and the sessions that it opened. Knows neither token nor
/// session, only their digests. Thread-safe.
///
/// A session that is used goes on, so that a wall need not be logged in again each day.
///
/// Wrong tokens are told to wait, the right one never is: it is long and of chance, so that guessing gains
/// nothing by it, and whoever guesses must not keep others out.
class Sessions {
 public:
  using Ticks = std::chrono::milliseconds;  ///< Of the clock that the caller counts on.

  static constexpr std::chrono::hours longest{24 * 30};  ///< From the login on, however it is used.
  static constexpr std::chrono::hours unused{12};        ///< Not used for so long, it is over sooner.
  static constexpr std::chrono::minutes attempts_within{1};
  static constexpr int most_attempts = 5;  ///< Wrong ones within that time.
  static constexpr std::size_t most_sessions = 1'000;

  /// @param random  must not be foretold; must outlive it
  Sessions(const std::string& token, Random& random) : token_(sha256(token)), random_(random) {}

  struct Login {
    std::string session;                  ///< What the cookie carries; empty: refused.
    std::chrono::seconds retry_after{0};  ///< Not zero: wrong, and too many were.
  };
  Login login(std::string_view token, Ticks now);

  /// Whether this is the token itself. Wrong ones count as attempts.
  bool is_token(std::string_view token, Ticks now);
  /// Uses the session. @return until when it can last at most; nothing: it is none, or over
  std::optional<Ticks> use(std::string_view session, Ticks now);
  void logout(std::string_view session);

 private:
  struct Session {
    Ticks end;   ///< It lasts no longer.
    Ticks used;  ///< When it was used last.
    bool is_over(Ticks now) const { return now >= end || now >= used + unused; }
  };

  std::chrono::seconds wait(Ticks now);
  bool is_right(std::string_view token, Ticks now);

  const Sha256 token_;
  Random& random_;
  std::mutex mutex_;
  std::map<Sha256, Session> sessions_;  ///< By the digest of what the cookie carries.
  std::deque<Ticks> wrong_;             ///< When, the last few.
};

/// 256 bits of chance as text that fits a cookie and a terminal.
std::string secret_text(Random& random);

}  // namespace nowthen::serve
