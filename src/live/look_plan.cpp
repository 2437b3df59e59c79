#include "live/look_plan.hpp"

#include <algorithm>

namespace nowthen::live {
namespace {

constexpr std::chrono::minutes longest_refusal{2};

}  // namespace

void LookPlan::events_come(bool come, Instant now) {
  if (events_come_ && !come) deep_at_ = now + profile_.deep_every;
  events_come_ = come;
  not_before_ = std::min(not_before_, now);
}

void LookPlan::add_gap(Instant since, Instant until) {
  for (const auto wait : profile_.after_gap) again_.push_back({until + wait, since, until});
}

Instant LookPlan::next_at() const noexcept {
  Instant next = looked_at_ ? *looked_at_ + rhythm() : Instant{};
  for (const Again& each : again_) next = std::min(next, each.at);
  return std::max(next, not_before_);
}

std::optional<Look> LookPlan::due(Instant now) {
  // The server's clock has gone back, or was wrong: nothing may wait for an instant that is far away.
  if (looked_at_ && *looked_at_ > now) looked_at_ = now - rhythm();
  not_before_ = std::min(not_before_, now + longest_refusal);
  if (now < next_at()) return std::nullopt;
  // What ended since the last look is looked at even without a gap: an event of an end may have been lost.
  Look look{.since = looked_at_.value_or(now - rhythm()), .planned = now};
  for (const Again& each : again_)
    if (each.at <= now) {
      look.since = std::min(look.since, each.since);
      look.is_for_gap = true;
    }
  if (!events_come_ && looked_at_ && deep_at_ <= now)
    look.since = std::min(look.since, now - profile_.deep_reach);
  return look;
}

void LookPlan::done(const Look& look, Instant at) {
  if (!looked_at_ || deep_at_ <= look.planned) deep_at_ = at + profile_.deep_every;
  looked_at_ = at;
  std::erase_if(again_, [&](const Again& each) { return each.at <= look.planned; });
}

Instant LookPlan::healed_until(Instant now) const noexcept {
  Instant until = now;
  for (const Again& each : again_) until = std::min(until, each.until - std::chrono::milliseconds(1));
  return until;
}

}  // namespace nowthen::live
