#include "simulator/platform/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::sim {

void Statistics::add(std::int64_t value) {
  least = count == 0 ? value : std::min(least, value);
  most = count == 0 ? value : std::max(most, value);
  ++count;
  sum += value;
}

void Statistics::append_to(std::string& out, std::string_view metric) const {
  if (metric.starts_with('n'))
    out += fmt::format(R"("stats":{{"count":{}}})", sum);
  else
    out += fmt::format(R"("stats":{{"max":{},"min":{},"count":{},"sum":{}}})", most, least, count, sum);
}

void ServiceLevel::aim(int target) {
  mixed = mixed || (percent && *percent != target);
  percent = target;
}

void ServiceLevel::append_level(std::string& out) const {
  out += fmt::format(R"("stats":{{"ratio":{},"numerator":{},"denominator":{})",
                     static_cast<double>(in_time) / static_cast<double>(all), in_time, all);
  if (has_target()) out += fmt::format(R"(,"target":{})", *percent / 100.0);
  out += '}';
}

void ServiceLevel::append_target(std::string& out) const {
  out += fmt::format(R"("stats":{{"current":{}}})", *percent / 100.0);
}

}  // namespace nowthen::sim
