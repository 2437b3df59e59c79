#include "genesys/platform/day_windows.hpp"

#include <algorithm>

namespace nowthen::genesys::platform {
namespace {
using std::chrono::days;
}  // namespace

Interval first_window(const Interval& rest, days longest) {
  if (rest.length() <= longest) return rest;
  return {rest.begin, std::chrono::floor<days>(rest.begin + longest)};
}

bool spans_days(const Interval& window) {
  return std::chrono::floor<days>(window.begin) + days{1} < window.end;
}

std::vector<Interval> cut_at_midnights(const Interval& whole, std::int64_t parts) {
  const auto first = std::chrono::floor<days>(whole.begin);
  const std::int64_t day_count = (std::chrono::ceil<days>(whole.end) - first).count();
  const days step{std::max<std::int64_t>(1, day_count / std::max<std::int64_t>(1, parts))};
  std::vector<Interval> cut;
  Instant begin = whole.begin;
  for (Instant edge = first + step; edge < whole.end; edge += step) {
    cut.push_back({begin, edge});
    begin = edge;
  }
  cut.push_back({begin, whole.end});
  return cut;
}

}  // namespace nowthen::genesys::platform
