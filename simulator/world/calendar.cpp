#include "simulator/world/calendar.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant change_in(std::chrono::year year, std::chrono::month month) {
  const std::chrono::year_month_weekday_last last_sunday(year, month,
                                                         std::chrono::weekday_last(std::chrono::Sunday));
  return std::chrono::sys_days(last_sunday) + hours(1);
}

}  // namespace

minutes utc_offset(Instant instant) {
  const auto year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(instant)).year();
  const bool summer =
      instant >= change_in(year, std::chrono::March) && instant < change_in(year, std::chrono::October);
  return summer ? hours(2) : hours(1);
}

LocalTime local_time(Instant instant) {
  const auto local =
      std::chrono::local_time<std::chrono::milliseconds>((instant + utc_offset(instant)).time_since_epoch());
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto minute = std::chrono::floor<minutes>(local - day).count();
  return {.day = day,
          .minute = static_cast<int>(minute),
          .weekday = static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1};
}

Instant instant_at(std::chrono::local_days day, int minute) {
  const Instant as_utc = std::chrono::sys_days(day.time_since_epoch()) + minutes(minute);
  const Instant in_summer = as_utc - hours(2);
  return utc_offset(in_summer) == hours(2) ? in_summer : as_utc - hours(1);
}

}  // namespace nowthen::sim
