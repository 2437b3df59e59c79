#pragma once
#include <nowthen/core/instant.hpp>

#include "extract/plan/known_rows.hpp"
#include "extract/plan/profile.hpp"

/// What it has cost by now not to have asked: the expected hours for which a fact was to be had, was older
/// than the wanted freshness, and was lacking, times its weight. Pure.
namespace nowthen::extract {

/// Whole and broken hours.
inline double hours_in(std::chrono::milliseconds span) noexcept {
  return std::chrono::duration<double, std::ratio<3600>>(span).count();
}

/// Of a row that is known: its end, or its wrap-up.
double staleness_of(const KnownRow& row, Instant now, const PlanProfile& profile);

/// Of a record like this one that comes late, and is not known yet.
double staleness_of_late(const KnownRow& row, Instant now, const PlanProfile& profile);

/// Of conversations that began since `read_at`, so many an hour.
double staleness_of_new(double per_hour, Instant read_at, Instant now, const PlanProfile& profile);

/// How likely it is, against other rows, that an unknown record lies beside this one, which was read then.
double chance_of_unknown(const KnownRow& row, Instant now, const PlanProfile& profile);

}  // namespace nowthen::extract
