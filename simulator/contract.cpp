#include "simulator/contract.hpp"

#include <array>

namespace nowthen::sim {
namespace {

constexpr std::array<std::string_view, 3> contracts{"both", "tutorial", "platform"};
constexpr std::array<std::string_view, 3> semantics_names{"started-and-active", "start-day", "overlap"};

template <class Enum>
std::optional<Enum> named(const std::array<std::string_view, 3>& names, std::string_view name) {
  for (std::size_t at = 0; at < names.size(); ++at)
    if (names.at(at) == name) return static_cast<Enum>(at);
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Contract contract) { return contracts.at(static_cast<std::size_t>(contract)); }
std::optional<Contract> contract_named(std::string_view name) { return named<Contract>(contracts, name); }

std::string_view name_of(IntervalSemantics semantics) {
  return semantics_names.at(static_cast<std::size_t>(semantics));
}
std::optional<IntervalSemantics> interval_semantics_named(std::string_view name) {
  return named<IntervalSemantics>(semantics_names, name);
}

}  // namespace nowthen::sim
