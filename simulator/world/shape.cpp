#include "simulator/world/shape.hpp"

#include <algorithm>
#include <initializer_list>
#include <numeric>

namespace nowthen::sim {
namespace {

constexpr std::chrono::hours longest_range{24 * 49};  // What a draw of 32 bits can tell apart.

bool is_sound(const DurationRange& range) {
  return range.least.count() >= 0 && range.least <= range.most && range.most - range.least <= longest_range;
}

bool has_sound_ranges(const WorldShape& shape) {
  const VisibilityShape& sight = shape.visibility;
  const std::initializer_list<DurationRange> ranges{
      sight.open_lag,          sight.ordinary_lag,    sight.late.lag,
      sight.very_late.lag,     sight.days_late.lag,   sight.wrapup.after,
      sight.corrections.after, sight.deletions.after, shape.threads.week_long_for};
  return std::all_of(ranges.begin(), ranges.end(), is_sound);
}

bool has_sound_shares(const WorldShape& shape) {
  const VisibilityShape& sight = shape.visibility;
  const std::initializer_list<Share> shares{
      sight.late.share,        sight.very_late.share, sight.days_late.share,  sight.wrapup.late,
      sight.corrections.share, sight.deletions.share, shape.threads.week_long};
  const bool each = std::all_of(shares.begin(), shares.end(), [](Share share) { return share <= everyone; });
  return each && sight.late.share + sight.very_late.share + sight.days_late.share <= everyone;
}

}  // namespace

std::optional<std::string> flaw_of(const WorldShape& shape) {
  if (shape.arriving_days < 0) return "the world's arriving days must not be negative";
  const auto& weights = shape.approaches;
  const bool none_negative =
      std::all_of(weights.begin(), weights.end(), [](int weight) { return weight >= 0; });
  if (!none_negative || std::accumulate(weights.begin(), weights.end(), 0) != 100)
    return "the world's approaches must be shares of a hundred";
  if (!has_sound_ranges(shape)) return "each range of the world must begin before it ends, within 49 days";
  if (!has_sound_shares(shape)) return "each share of the world must be 0 to 100000, the late ones together";
  return std::nullopt;
}

}  // namespace nowthen::sim
