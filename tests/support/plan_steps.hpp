#pragma once
#include <fmt/format.h>

#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "extract/plan/known_rows.hpp"
#include "extract/plan/step.hpp"

// What tests of plans say things with.
namespace nowthen::testing {

/// An instant of the week that tests are about: `at(2, 13.5)` is half past one on the second day.
inline Instant at(int day, double hours = 0) {
  constexpr double milliseconds_an_hour = 3'600'000;
  const auto first = std::chrono::sys_days(std::chrono::year{2026} / 1 / 1);
  return first + std::chrono::days(day - 1) +
         std::chrono::milliseconds(static_cast<std::int64_t>(hours * milliseconds_an_hour));
}

inline extract::UtcDay on_day(int day) { return extract::day_of(at(day)); }

/// A conversation that goes on, or has ended and lacks nothing.
inline extract::Sighting sighting(std::string id, Instant start, std::optional<Instant> end = {},
                                  std::string media = "voice") {
  return {.id = std::move(id), .start = start, .end = end, .awaits_wrapup = false, .media = std::move(media)};
}

inline std::string shown(Interval interval) {
  return format_instant(interval.begin).substr(5, 8) + ".." + format_instant(interval.end).substr(5, 8);
}

inline std::string shown(const extract::ReadNewest& step) {
  return fmt::format("newest {} page {}", shown(step.started_in), step.page);
}
inline std::string shown(const extract::ReadDayPage& step) {
  return fmt::format("day {} page {}", shown(extract::whole(step.day)), step.page);
}
inline std::string shown(const extract::ReadEnded& step) {
  std::string media;
  for (const auto& medium : step.media) media += medium + " ";
  return fmt::format("ended {}page {}", media, step.page);
}
inline std::string shown(const extract::ReadByIds& step) {
  std::string ids = step.are_suspects ? "suspects" : "ids";
  for (const auto& id : step.ids) ids += " " + id;
  return ids;
}
inline std::string shown(const extract::AskAvailability& /*step*/) { return "availability"; }
inline std::string shown(const extract::StartJob& step) { return "start job " + shown(step.interval); }
inline std::string shown(const extract::AskJob& step) { return "ask job " + step.job; }
inline std::string shown(const extract::ReadJobPage& step) {
  return fmt::format("read job {} from '{}'", step.job, step.cursor);
}

/// A step in words, hours of intervals included; `nothing` where there is none.
inline std::string shown(const std::optional<extract::Step>& step) {
  return step ? std::visit([](const auto& each) { return shown(each); }, *step) : "nothing";
}

}  // namespace nowthen::testing
