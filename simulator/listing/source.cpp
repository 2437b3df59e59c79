#include "simulator/listing/source.hpp"

namespace nowthen::sim {
namespace {

constexpr std::array<std::string_view, metric_count> metric_names{"wrapupTime", "talkTime",  "holdTime",
                                                                  "queueTime",  "alertTime", "handleTime"};

}  // namespace

std::string_view name_of(Metric metric) { return metric_names.at(static_cast<std::size_t>(metric)); }

std::optional<Metric> metric_named(std::string_view name) {
  for (std::size_t at = 0; at < metric_names.size(); ++at)
    if (metric_names.at(at) == name) return static_cast<Metric>(at);
  return std::nullopt;
}

}  // namespace nowthen::sim
