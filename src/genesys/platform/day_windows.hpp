#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <vector>

namespace nowthen::genesys::platform {

/// The first part of `rest` that may be asked at once: all of it, or up to the last midnight (UTC) within
/// `longest`, which is a day or more.
Interval first_window(const Interval& rest, std::chrono::days longest);

/// Whether there is a midnight (UTC) inside, at which `window` can be cut. Inside a day a cut is of no use:
/// the platform may answer any part of a day with the whole day.
bool spans_days(const Interval& window);

/// `whole` cut at midnights into about `parts` parts, in order, none empty.
std::vector<Interval> cut_at_midnights(const Interval& whole, std::int64_t parts);

}  // namespace nowthen::genesys::platform
