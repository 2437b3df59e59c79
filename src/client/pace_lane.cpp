#include "client/pace_lane.hpp"

#include <algorithm>
#include <cmath>

namespace nowthen::client {
namespace {

using Ticks = Clock::Ticks;
using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::seconds;

constexpr Ticks minute = std::chrono::minutes{1};
/// The window of the guard: a minute as the server may see it, its clock and the network included.
constexpr Ticks guarded_window = minute + std::chrono::milliseconds{100};
/// Waking up late by this much costs nothing; the next request still goes when it would have gone.
constexpr Ticks forgiven_lateness = std::chrono::milliseconds{10};

}  // namespace

Ticks PaceLane::interval(double per_minute) const {
  return duration_cast<Ticks>(duration<double>(60.0 / (per_minute * used_share)));
}

double PaceLane::limit(Ticks now) const {
  if (learned_ <= 0) return limit_;
  const Ticks overdue = now - learned_at_ - belief;
  if (overdue <= Ticks{0}) return learned_;
  const double faster = learned_ * std::pow(1.1, static_cast<double>(overdue / minute + 1));
  return limit_ > 0 ? std::min(limit_, faster) : faster;
}

Ticks PaceLane::ready_at(Ticks now, Priority priority) const {
  Ticks ready = std::max(now, held_until_);
  const double current = limit(now);
  if (current <= 0) return ready;
  ready = std::max(ready, next_);
  if (priority == Priority::background && reserved_ > 0) ready = std::max(ready, next_background_);
  if (now < squeezed_until_)
    ready = std::max(ready, std::min(last_sent_ + squeezed_interval_, squeezed_until_));
  return log_.below(current, guarded_window, ready);
}

void PaceLane::sent(Ticks now, Priority priority) {
  last_sent_ = now;
  const double current = limit(now);
  if (current <= 0) return;
  if (!first_sent_) first_sent_ = now;
  log_.add(now);
  const Ticks step = interval(current);
  const Ticks earliest = now - std::min(forgiven_lateness, step / 4);
  next_ = std::max(next_, earliest) + step;
  if (priority != Priority::background) return;
  next_background_ = std::max(next_background_, earliest) + interval(current * (1 - reserved_));
}

bool PaceLane::at_full_pace(Ticks sent_at, double current) const {
  if (!first_sent_) return false;
  const Ticks observed = std::min(minute, sent_at - *first_sent_);
  const double expected = current * used_share * duration<double>(observed).count() / 60.0;
  const double own = log_.count(sent_at - observed, sent_at);
  return own >= 3 && own >= 0.8 * expected;
}

void PaceLane::refused(Ticks sent_at, Ticks now, seconds wait) {
  held_until_ = std::max(held_until_, now + wait);
  const double current = limit(now);
  if (current <= 0) return;
  log_.remove(sent_at);
  // Requests that were under way when the pace was changed say nothing about the new one.
  if (learned_ > 0 && sent_at <= learned_at_) return;
  if (at_full_pace(sent_at, current)) learn(sent_at, now, wait);
}

/// A window of a minute that ends `wait` from now began a minute earlier; what was accepted in it is the
/// limit. The same holds for a sliding log, less one. Where that contradicts the refusal, it is a bucket
/// running empty, and nothing but its emptiness is known: half.
void PaceLane::learn(Ticks sent_at, Ticks now, seconds wait) {
  const double current = limit(now);
  const bool trying_faster = learned_ > 0 && current > learned_;
  learned_at_ = now;
  if (trying_faster) return;
  double estimate = log_.count(sent_at - (minute - wait) + SendLog::slot, sent_at);
  if (wait >= minute || estimate >= 0.95 * current) estimate = current / 2;
  if (learned_ > 0) estimate = std::min(estimate, 0.8 * learned_);
  const double floor = std::max(1.0, limit_ / 20);
  learned_ = std::max(estimate, floor);
  next_ = std::max(next_, last_sent_ + interval(learned_));
}

void PaceLane::announced(const LimitNotice& notice, Ticks now) {
  if (!notice.allowed) return;
  if (*notice.allowed != limit_) {
    limit_ = *notice.allowed;
    learned_ = 0;
    next_ = std::min(next_, last_sent_ + interval(limit_));
    next_background_ = std::min(next_background_, last_sent_ + interval(limit_ * (1 - reserved_)));
  }
  if (!notice.count || !notice.reset || *notice.reset > seconds{61}) return;
  const double others = *notice.count - log_.count(now - guarded_window - std::chrono::seconds{1}, now);
  if (others < std::max(2.0, 0.02 * limit_)) return;
  const double left = std::max(0.0, limit_ - *notice.count);
  squeezed_until_ = now + *notice.reset;
  squeezed_interval_ = duration_cast<Ticks>(duration<double>(*notice.reset) / std::max(1.0, left));
}

}  // namespace nowthen::client
