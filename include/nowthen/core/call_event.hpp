#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen {

/// One thing that happened on the way to a result, told as it happens: for progress, logs and counting.
struct CallEvent {
  enum class Kind {
    reply,          ///< A reply came, of any status. `duration`: the exchange. `bytes`: the body, inflated.
    failure,        ///< No usable reply came. `duration`: until that was known. `detail`: why.
    pace_wait,      ///< About to wait `duration` so that the rate limit is kept.
    retry_wait,     ///< About to wait `duration` before trying again. `detail`: why.
    token_refresh,  ///< A new access token was obtained.
  };
  Kind kind{};
  std::string_view endpoint;  ///< `token`, `live`, `history`, ... Lives as long as the program.
  int status = 0;             ///< Of a reply; 0 otherwise.
  std::chrono::nanoseconds duration{0};
  std::size_t bytes = 0;
  std::string correlation_id;              ///< May be empty.
  std::optional<Instant> server_time;      ///< Of a reply: its `Date`, in whole seconds, where it has one.
  std::optional<std::int64_t> limit;       ///< Of a reply: the requests in a window that its headers allow.
  std::optional<std::int64_t> limit_used;  ///< Of a reply: those counted so far, by whomever they were sent.
  std::string detail;                      ///< One line for people, free of secrets. May be empty.
};

/// Called on the thread that makes the call, possibly on several at once. Must not block and must not throw.
using CallObserver = std::function<void(const CallEvent&)>;

}  // namespace nowthen
