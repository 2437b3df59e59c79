#include "live/leg_difference.hpp"

#include <algorithm>
#include <chrono>

namespace nowthen::live {
namespace {

constexpr std::chrono::seconds about{5};

bool is_near(Instant one, Instant other) { return one - other <= about && other - one <= about; }

bool lies_in(const Interval& time, Instant at) { return time.begin <= at && at < time.end; }

bool is_same(const floor::Leg& one, const floor::Leg& other) {
  return one.state == other.state && one.queue_id == other.queue_id && one.user_id == other.user_id &&
         one.media_type == other.media_type && is_near(one.begin, other.begin);
}

/// Whether of a leg everything that happened in `time` was known.
bool is_told(const floor::Leg& leg, std::span<const floor::Leg> known, const Interval& time) {
  const auto begins_before = [](const floor::Leg& each, Instant at) { return each.begin < at; };
  const auto first = std::lower_bound(known.begin(), known.end(), leg.begin - about, begins_before);
  const auto last = std::find_if(first, known.end(),
                                 [&leg](const floor::Leg& each) { return each.begin > leg.begin + about; });
  return std::any_of(first, last, [&](const floor::Leg& each) {
    if (!is_same(each, leg)) return false;
    if (!leg.end || !lies_in(time, *leg.end)) return true;
    return each.end && is_near(*each.end, *leg.end);
  });
}

}  // namespace

bool tells_more(std::span<const floor::Leg> before, std::span<const floor::Leg> after, const Interval& time) {
  return std::any_of(after.begin(), after.end(), [&](const floor::Leg& leg) {
    const bool is_long = !leg.end || *leg.end - leg.begin > about;
    const bool matters = is_long && (lies_in(time, leg.begin) || (leg.end && lies_in(time, *leg.end)));
    return matters && !is_told(leg, before, time);
  });
}

}  // namespace nowthen::live
