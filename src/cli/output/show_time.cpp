#include "cli/output/show_time.hpp"

#include <fmt/format.h>

namespace nowthen::cli {

ShowInstant wall_clock(const TimeZone& zone) {
  return [zone](Instant instant) { return format_local(instant, zone); };
}

ShowInstant rfc3339_in(const TimeZone& zone) {
  return [zone](Instant instant) {
    const Instant shifted{zone.local(instant).time_since_epoch()};
    const auto offset = std::chrono::floor<std::chrono::minutes>(shifted - instant).count();
    std::string text = format_instant(shifted);
    if (offset == 0) return text;
    text.pop_back();
    const auto minutes = offset < 0 ? -offset : offset;
    return text + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  };
}

}  // namespace nowthen::cli
