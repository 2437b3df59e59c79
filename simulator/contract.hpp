#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace nowthen::sim {

/// Which description of the API is served: the tutorial's, the platform's own, or each to whom it belongs.
enum class Contract : std::uint8_t { both, tutorial, platform };

/// `both`, `tutorial`, `platform`.
std::string_view name_of(Contract contract);
std::optional<Contract> contract_named(std::string_view name);

/// What an interval means to the synchronous query. The platform's words have changed over the years.
enum class IntervalSemantics : std::uint8_t {
  started_and_active,  ///< Started on a UTC day that the interval touches, and active within the interval.
  start_day,           ///< Started on a UTC day that the interval touches.
  overlap              ///< Active within the interval.
};

/// `started-and-active`, `start-day`, `overlap`.
std::string_view name_of(IntervalSemantics semantics);
std::optional<IntervalSemantics> interval_semantics_named(std::string_view name);

}  // namespace nowthen::sim
