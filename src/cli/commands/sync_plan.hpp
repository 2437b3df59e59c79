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
  std::string freshness;
  /// Asked where `from` lies before what is known: a later first day, where not all is there any more. Empty:
  /// all is taken to be there.
  std::function<extract::UtcDay(extract::UtcDay wanted)> first_there{};
};

/// A plan as the data set has left it; `profile` but for its freshness. Fails with `invalid_request` for a
/// time that is none, and with `local`.
Result<std::unique_ptr<extract::Planner>> plan_for(const PlanGiven& given, extract::PlanProfile profile,
                                                   OwnedData& data, const Context& context);

}  // namespace nowthen::cli
