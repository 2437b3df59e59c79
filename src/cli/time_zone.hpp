#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// A wall-clock reading without a zone.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// The instants that a wall-clock reading can mean.
struct LocalReading {
  enum class Occurs { once, twice, never };
  Occurs occurs = Occurs::once;
  Instant first;   ///< The earlier one; for `never`, with the offset after the change.
  Instant second;  ///< The later one; for `never`, with the offset before the change. Equal to `first` for
                   ///< `once`.
};

/// A time zone of the machine's tz database. A cheap value to copy; the default is UTC and needs no database.
class TimeZone {
 public:
  TimeZone() = default;

  /// By IANA name, such as `Europe/Berlin`. Fails with `invalid_request` and a hint when there is none such.
  static Result<TimeZone> find(std::string_view name);

  const std::string& name() const noexcept { return name_; }

  /// What a clock on the wall shows at `instant`.
  LocalTime local(Instant instant) const;

  /// What a clock on the wall that shows `local` can mean.
  LocalReading read(LocalTime local) const;

  /// The first instant of a local day. Usually its midnight, which some zones skip when clocks go forward.
  Instant day_begin(std::chrono::local_days day) const;

 private:
  std::string name_ = "UTC";
  const void* zone_ = nullptr;  ///< date::time_zone, owned by the database until the program ends. Null: UTC.
};

/// `2026-11-22 14:05:09` as a clock on the wall in `zone` shows it, without fraction and zone: for tables.
std::string format_local(Instant instant, const TimeZone& zone);

}  // namespace nowthen::cli
