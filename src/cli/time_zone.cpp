#include "cli/time_zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {
namespace chr = std::chrono;

const date::time_zone& database_zone(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

date::local_time<chr::milliseconds> as_date(LocalTime local) {
  return date::local_time<chr::milliseconds>{local.time_since_epoch()};
}

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
  TimeZone zone;
  if (name == "UTC" || name == "Z") return zone;
  try {
    zone.zone_ = date::locate_zone(std::string(name));
    zone.name_ = std::string(name);
    return zone;
  } catch (const std::exception&) {
    return usage_error(fmt::format("there is no time zone '{}' on this machine", name.substr(0, 64)),
                       "use a name of the tz database such as Europe/Berlin or America/New_York, or UTC");
  }
}

LocalTime TimeZone::local(Instant instant) const {
  if (zone_ == nullptr) return LocalTime{instant.time_since_epoch()};
  return LocalTime{database_zone(zone_).to_local(instant).time_since_epoch()};
}

LocalReading TimeZone::read(LocalTime local) const {
  const auto at = [local](auto offset) { return Instant{local.time_since_epoch() - offset}; };
  if (zone_ == nullptr) return {.first = at(chr::seconds{0}), .second = at(chr::seconds{0})};
  const date::local_info info = database_zone(zone_).get_info(as_date(local));
  if (info.result == date::local_info::unique)
    return {.first = at(info.first.offset), .second = at(info.first.offset)};
  const bool twice = info.result == date::local_info::ambiguous;
  const auto [first, second] = std::minmax({at(info.first.offset), at(info.second.offset)});
  return {.occurs = twice ? LocalReading::Occurs::twice : LocalReading::Occurs::never,
          .first = first,
          .second = second};
}

Instant TimeZone::day_begin(chr::local_days day) const {
  const LocalTime midnight{day};
  const LocalReading reading = read(midnight);
  if (reading.occurs != LocalReading::Occurs::never) return reading.first;
  return Instant{database_zone(zone_).get_info(as_date(midnight)).second.begin};
}

std::string format_local(Instant instant, const TimeZone& zone) {
  // The UTC formatter knows the calendar: a wall-clock reading is written as if it were one of UTC.
  std::string text = format_instant(Instant{zone.local(instant).time_since_epoch()}).substr(0, 19);
  text[10] = ' ';
  return text;
}

}  // namespace nowthen::cli
