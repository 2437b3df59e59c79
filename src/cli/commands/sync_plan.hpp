#pragma once
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "cli/data_owner.hpp"
#include "extract/plan/planner.hpp"

namespace nowthen::cli {

/// What the command line says of a plan.
struct PlanGiven {
  std::string from;
  std::string to{};
  std::string freshness;
  /// Asked where `from` lies before what is known: a later first day, where not all is there any more. Empty:
  /// all is taken to be there.
  std::function<extract::UtcDay(extract::UtcDay wanted)> first_there{};
};

/// Whether they are times and a span. Fails with `invalid_request`.
Result<void> check_plan(const PlanGiven& given, const Context& context);

/// The first day of a plan: as wanted, or as known. Nothing said: seven days ago. Fails with
/// `invalid_request`.
Result<extract::UtcDay> first_wanted_day(const std::string& wanted, std::optional<extract::UtcDay> known,
                                         const Context& context);

/// The begin of the first day that is not wanted any more: `wanted`, or the next midnight of UTC; nothing
/// said: none. Fails with `invalid_request`, also where it leaves no day.
Result<Instant> wanted_until(const std::string& wanted, extract::UtcDay first, const Context& context);

/// `wanted`, or the first day that the organisation still keeps, which is told on standard error: nothing
/// could be claimed of an earlier one. One request; where it may not be asked, all is taken to be there.
extract::UtcDay first_kept_day(extract::UtcDay wanted, const Client& client, const Context& context);

/// A plan as the data set has left it; `profile` but for its freshness. Fails with `invalid_request` for a
/// time that is none, and with `local`.
Result<std::unique_ptr<extract::Planner>> plan_for(const PlanGiven& given, extract::PlanProfile profile,
                                                   OwnedData& data, const Context& context);

}  // namespace nowthen::cli
