#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <nowthen/core/random.hpp>

#include "live/feed_profile.hpp"

namespace nowthen::live {

/// How long to wait after so many failures in a row, counted from 0: each time about twice as long, up to
/// `FeedProfile::longest_retry`, and by chance up to half less, so that many who were cut off at once do not
/// come back at once.
inline std::chrono::milliseconds backoff(const FeedProfile& profile, int failures, Random& random) {
  const double ceiling =
      std::min(static_cast<double>(profile.longest_retry.count()),
               std::ldexp(static_cast<double>(profile.first_retry.count()), std::clamp(failures, 0, 30)));
  return std::chrono::milliseconds(static_cast<std::int64_t>(ceiling * (0.5 + random.uniform() / 2)));
}

}  // namespace nowthen::live
