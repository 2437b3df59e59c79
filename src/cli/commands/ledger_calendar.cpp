#include "cli/commands/ledger_calendar.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/output/conversation_fields.hpp"

namespace nowthen::cli {
namespace {

using extract::UtcDay;

struct Look {
  char letter;
  const char* name;
  Style style;
};

/// By state; a day that is overdue comes last.
constexpr std::array<Look, 6> looks{{{'.', "open", Style::dim},
                                     {'p', "provisional", Style::yellow},
                                     {'c', "complete", Style::cyan},
                                     {'s', "settled", Style::green},
                                     {'v', "re-verified", Style::green},
                                     {'!', "overdue", Style::red}}};
constexpr const char* indent = "  ";
constexpr const char* empty_cell = "      ";

std::size_t look_of(const DayStatus& day) {
  return day.is_overdue ? looks.size() - 1 : static_cast<std::size_t>(day.state);
}

UtcDay monday_of(UtcDay day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

std::string cell(const DayStatus& day, const Palette& palette) {
  const Look& look = looks.at(look_of(day));
  const auto number = static_cast<unsigned>(std::chrono::year_month_day(day.day).day());
  return "  " + palette.paint(look.style, fmt::format("{:>2} {}", number, look.letter));
}

std::string legend(const Palette& palette) {
  std::string line;
  for (const Look& look : looks)
    line += (line.empty() ? indent : "  ") + palette.paint(look.style, std::string(1, look.letter)) + " " +
            look.name;
  return line + "\n";
}

/// `12 days before: 10 re-verified, 2 overdue`.
std::string before_text(const std::vector<DayStatus>& days, UtcDay first_drawn) {
  std::array<std::int64_t, looks.size()> counts{};
  std::int64_t all = 0;
  for (const DayStatus& day : days)
    if (day.day < first_drawn) ++counts.at(look_of(day)), ++all;
  if (all == 0) return "";
  std::string text;
  for (std::size_t i = looks.size(); i-- > 0;)
    if (counts.at(i) > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped(counts.at(i)), looks.at(i).name);
  return fmt::format("{}{} day{} before: {}\n", indent, grouped(all), all == 1 ? "" : "s", text);
}

}  // namespace

std::string calendar_text(const std::vector<DayStatus>& days, std::size_t weeks, const Palette& palette) {
  if (days.empty()) return "";
  const auto drawn =
      std::chrono::days(7 * (std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(weeks)) - 1));
  const UtcDay first_drawn = std::max(monday_of(days.front().day), monday_of(days.back().day) - drawn);
  std::string text = before_text(days, first_drawn);
  text += fmt::format("{}week of        Mon   Tue   Wed   Thu   Fri   Sat   Sun\n", indent);
  std::string line;
  for (const DayStatus& day : days) {
    if (day.day < first_drawn) continue;
    const UtcDay monday = monday_of(day.day);
    if (line.empty()) {
      line = indent + format_instant(monday).substr(0, 10) + "  ";
      for (UtcDay blank = monday; blank < day.day; blank += std::chrono::days(1)) line += empty_cell;
    }
    line += cell(day, palette);
    if (day.day != monday + std::chrono::days(6) && &day != &days.back()) continue;
    text += line + "\n";
    line.clear();
  }
  return text + legend(palette);
}

}  // namespace nowthen::cli
