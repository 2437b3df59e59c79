#include "client/retry_budget.hpp"

#include <algorithm>
#include <limits>

namespace nowthen::client {

namespace {

using std::chrono::duration;
constexpr Clock::Ticks measured = std::chrono::minutes{1};

}  // namespace

void RetryBudget::sent(Ticks now) {
  if (!any_sent_) first_sent_ = now;
  any_sent_ = true;
  sent_.add(now);
  if (is_down()) next_ = now + pause_;
}

void RetryBudget::succeeded(Ticks) { failures_ = 0; }

void RetryBudget::failed(Ticks now) {
  // The rate is taken at the first failure: later ones come at the rate of retries, which is not the steady
  // one.
  if (failures_ == 0) pause_ = pause_from_rate(now);
  if (failures_ < std::numeric_limits<int>::max()) ++failures_;
  if (failures_ == patience) next_ = now + pause_;
}

/// Time over requests in the last minute, or since the first request where that is less.
RetryBudget::Ticks RetryBudget::pause_from_rate(Ticks now) const {
  const Ticks time = std::clamp(now - first_sent_, Ticks{std::chrono::seconds{1}}, measured);
  const double requests = std::max(1U, sent_.count(now - measured, now));
  const auto pause = duration<double>(time) / (requests * share_when_down);
  return std::clamp(std::chrono::duration_cast<Ticks>(pause), shortest_pause, longest_pause);
}

}  // namespace nowthen::client
