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
/// Less time than this at full pace is no evidence about the limit.
constexpr Ticks shortest_evidence = seconds{10};
/// Beyond this a pace is none: the bound keeps every sum of times far from overflow.
constexpr double longest_interval = 7.0 * 24 * 3600;
/// By how much a believed pace is tried faster each minute, once its time is over.
constexpr double faster_step = 1.1;

}  // namespace

Ticks PaceLane::interval(double per_minute) const {
  const double apart = 60.0 / (per_minute * used_share);
  return duration_cast<Ticks>(
      duration<double>(apart >= 0 && apart < longest_interval ? apart : longest_interval));
}

double PaceLane::limit(Ticks now) const {
  if (learned_ <= 0) return limit_;
  const Ticks overdue = now - learned_at_ - belief;
  if (overdue <= Ticks{0}) return learned_;
  const double faster = learned_ * std::pow(faster_step, static_cast<double>(overdue / minute + 1));
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
  if (!any_sent_) undisturbed_since_ = std::max(undisturbed_since_, now);
  any_sent_ = true;
  log_.add(now);
  const Ticks step = interval(current);
  const Ticks earliest = now - std::min(forgiven_lateness, step / 4);
  next_ = std::max(next_, earliest) + step;
  if (priority != Priority::background) return;
  // What the foreground's requests held back by a step is made up for; it is not the background's own
  // idleness.
  next_background_ = std::max(next_background_, now - step) + interval(current * (1 - reserved_));
}

bool PaceLane::at_full_pace(Ticks sent_at, double current) const {
  const Ticks observed = std::min(minute, sent_at - undisturbed_since_);
  if (!any_sent_ || observed < shortest_evidence) return false;
  const double expected = current * used_share * duration<double>(observed).count() / 60.0;
  const double own = log_.count(sent_at - observed, sent_at);
  return own >= 3 && own >= 0.8 * expected;
}

void PaceLane::refused(Ticks sent_at, Ticks now, seconds wait) {
  const double current = limit(now);
  if (current > 0) {
    log_.remove(sent_at);
    // What was under way when the pace or the limit changed says nothing about the new one.
    const bool stale = (learned_ > 0 && sent_at <= learned_at_) || sent_at < announced_at_ + guarded_window;
    if (!stale && (at_full_pace(sent_at, current) || sent_at < squeezed_until_)) learn(sent_at, now, wait);
  }
  held_until_ = std::max(held_until_, now + wait);
  undisturbed_since_ = std::max(undisturbed_since_, held_until_);
}

/// A window of a minute that ends `wait` from now began a minute earlier, and what was accepted in it is at
/// least the limit; it is more when the limit fell in the middle of it. Of a bucket that ran empty nothing is
/// known at all. So the pace is halved at least: one refusal is enough for a limit that fell by up to a half.
void PaceLane::learn(Ticks sent_at, Ticks now, seconds wait) {
  const double current = limit(now);
  const bool tried_faster = learned_ > 0 && current > learned_;
  const Ticks opened = sent_at - (minute - wait);
  const bool whole = wait < minute && opened >= undisturbed_since_;
  double known_good = current * (learned_ > 0 ? 0.7 : 0.5);
  if (tried_faster) known_good = std::max(learned_, current / (faster_step * faster_step));
  const double floor = std::max(1.0, limit_ / 20);
  if (whole) known_good = std::min<double>(known_good, log_.count(opened + SendLog::slot, sent_at));
  learned_ = std::max(floor, known_good);
  learned_at_ = now;
  next_ = std::max(next_, last_sent_ + interval(learned_));
}

void PaceLane::announced(const LimitNotice& notice, Ticks now) {
  // A window that lasts longer than a minute is another limit than the one kept here.
  if (!notice.allowed || notice.reset.value_or(seconds{0}) > seconds{61}) return;
  const auto allowed = static_cast<double>(*notice.allowed);
  if (allowed != limit_) {
    if (limit_ > 0) announced_at_ = undisturbed_since_ = now;
    limit_ = allowed;
    learned_ = 0;
    next_ = std::min(next_, last_sent_ + interval(limit_));
    next_background_ = std::min(next_background_, last_sent_ + interval(limit_ * (1 - reserved_)));
  }
  if (!notice.count || !notice.reset) return;
  const auto used = static_cast<double>(*notice.count);
  const double others = used - log_.count(now - SendLog::span, now);
  if (others < std::max(2.0, 0.02 * limit_)) return;
  const double left = std::max(0.0, limit_ - used);
  squeezed_until_ = now + *notice.reset;
  squeezed_interval_ = duration_cast<Ticks>(duration<double>(*notice.reset) / std::max(1.0, left));
}

}  // namespace nowthen::client
