#pragma once
#include <cstdint>
#include <mutex>
#include <nowthen/core/call_event.hpp>
#include <nowthen/genesys/client.hpp>
#include <optional>

#include "cli/commands/doctor_report.hpp"

namespace nowthen::cli {

/// What calls showed of the server's rate limit.
struct LimitSeen {
  int requests = 0;                     ///< Sent on the way, those for tokens and second tries included.
  int refused = 0;                      ///< Of them, those refused because the limit was used up.
  std::optional<std::int64_t> allowed;  ///< Requests in a window, as the last reply that said so has it.
  std::int64_t by_others =
      0;  ///< The most that a window held beside the requests seen here: what others sent, at least.
};

/// Watches calls for `LimitSeen`. Thread-safe.
class LimitWatch {
 public:
  void see(const CallEvent& event);
  LimitSeen seen() const;

 private:
  mutable std::mutex mutex_;
  LimitSeen seen_;
};

/// The pace that is kept, what the server allows, and whether others use the quota.
Finding pace_finding(const RateLimits& limits, Contract contract, const LimitSeen& seen);

}  // namespace nowthen::cli
