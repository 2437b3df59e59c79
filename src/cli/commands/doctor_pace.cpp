#include "cli/commands/doctor_pace.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::cli {
namespace {

/// 0 means that no limit is known, so nothing is held back.
std::string shown_pace(double per_minute) {
  return per_minute > 0 ? fmt::format("{:g}", per_minute) : std::string("unpaced");
}

std::string paces_of(const RateLimits& limits, Contract contract) {
  if (contract != Contract::platform)
    return fmt::format("{} live and {} history requests a minute are kept",
                       shown_pace(limits.live_per_minute), shown_pace(limits.history_per_minute));
  if (limits.platform_per_minute <= 0) return "requests are not paced: no limit is set";
  return fmt::format("{:g} requests a minute are kept", limits.platform_per_minute);
}

std::string requests_text(std::int64_t count) {
  return fmt::format("{} request{}", count, count == 1 ? "" : "s");
}

std::string said_by_server(const LimitSeen& seen) {
  if (!seen.allowed) return {};
  if (seen.by_others == 0) return fmt::format("; the server allows {}, nobody else uses them", *seen.allowed);
  return fmt::format("; the server allows {}, others use {} of them", *seen.allowed, seen.by_others);
}

/// A share from which on whoever fetches much will notice it.
bool take_much(const LimitSeen& seen) { return seen.allowed && seen.by_others * 4 >= *seen.allowed; }

}  // namespace

void LimitWatch::see(const CallEvent& event) {
  if (event.kind != CallEvent::Kind::reply && event.kind != CallEvent::Kind::failure) return;
  const std::scoped_lock lock(mutex_);
  ++seen_.requests;
  if (event.status == 429) ++seen_.refused;
  if (event.limit) seen_.allowed = event.limit;
  if (event.limit_used)
    seen_.by_others = std::max<std::int64_t>(seen_.by_others, *event.limit_used - seen_.requests);
}

LimitSeen LimitWatch::seen() const {
  const std::scoped_lock lock(mutex_);
  return seen_;
}

Finding pace_finding(const RateLimits& limits, Contract contract, const LimitSeen& seen) {
  Finding finding{.check = "rate_limit", .detail = paces_of(limits, contract) + said_by_server(seen)};
  if (seen.refused == 0 && !take_much(seen)) return finding;
  finding.verdict = Verdict::warning;
  finding.cause =
      seen.refused > 0
          ? fmt::format(
                "the server refused {} for the rate limit, few as these are: others use this OAuth client's "
                "quota",
                requests_text(seen.refused))
          : fmt::format("others sent {} of the {} a minute that this OAuth client may",
                        requests_text(seen.by_others), *seen.allowed);
  finding.cure =
      "give each program an OAuth client of its own, or lower the pace (NOWTHEN_PLATFORM_PER_MINUTE)";
  return finding;
}

}  // namespace nowthen::cli
