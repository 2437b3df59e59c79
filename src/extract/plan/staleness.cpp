#include "extract/plan/staleness.hpp"

#include <algorithm>

namespace nowthen::extract {
namespace {

/// Expected hours since something came that comes at an even chance between `from` and `until`.
double expected_age(Instant from, Instant until, Instant at) {
  if (at <= from || until <= from) return 0;
  const double span = hours_in(until - from);
  const double since = hours_in(at - from);
  return since >= span ? since - span / 2 : since * since / (2 * span);
}

/// The part of [begin, begin + lateness) that lies behind `instant`.
double share_behind(Instant begin, Instant instant, std::chrono::milliseconds lateness) {
  const Instant end = begin + lateness;
  return instant >= end ? 0 : hours_in(end - std::max(begin, instant)) / hours_in(lateness);
}

/// What has gone on for so long ends, as likely as not, within as long again.
double staleness_of_open(const KnownRow& row, Instant counted) {
  constexpr double youngest = 0.05;  // hours
  const double since = hours_in(counted - row.looked_at);
  const double age = std::max(youngest, hours_in(row.looked_at - row.seen.start));
  return since <= 0 ? 0 : since * since / (2 * (age + since));
}

}  // namespace

double staleness_of(const KnownRow& row, Instant now, const PlanProfile& profile) {
  const Instant counted = now - profile.freshness;
  if (row.is_open()) return profile.weights.end * staleness_of_open(row, counted);
  if (!row.seen.awaits_wrapup) return 0;
  const Instant end = *row.seen.end;
  return profile.weights.wrapup * share_behind(end, row.looked_at, profile.lateness) *
         expected_age(std::max(end, row.looked_at), end + profile.lateness, counted);
}

double staleness_of_late(const KnownRow& row, Instant now, const PlanProfile& profile) {
  const Instant start = row.seen.start;
  return profile.weights.conversation * profile.late_share *
         share_behind(start, row.looked_at, profile.lateness) *
         expected_age(std::max(start, row.looked_at), start + profile.lateness, now - profile.freshness);
}

double staleness_of_new(double per_hour, Instant read_at, Instant now, const PlanProfile& profile) {
  const double since = std::max(0.0, hours_in(now - profile.freshness - read_at));
  return profile.weights.conversation * per_hour * since * since / 2;
}

double chance_of_unknown(const KnownRow& row, Instant now, const PlanProfile& profile) {
  constexpr double whatever_comes_later = 1e-4;
  if (row.looked_at > now - profile.freshness) return 0;
  const double came = share_behind(row.seen.start, row.looked_at, profile.lateness) -
                      share_behind(row.seen.start, now, profile.lateness);
  return std::max(whatever_comes_later, came);
}

}  // namespace nowthen::extract
