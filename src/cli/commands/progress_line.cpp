#include "cli/commands/progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

constexpr int bar_cells = 20;

std::string bar(double share) {
  const auto full = static_cast<int>(std::floor(share * bar_cells));
  std::string text;
  for (int i = 0; i < bar_cells; ++i) text += i < full ? "\xE2\x96\x88" : "\xE2\x96\x91";
  return text;
}

std::string rate_text(double per_second) {
  if (per_second >= 10) return grouped(std::llround(per_second)) + "/s";
  return fmt::format("{:.1f}/s", per_second);
}

}  // namespace

std::string progress_line(const ProgressState& state, std::size_t width) {
  std::string line = grouped(state.records);
  const double seconds = std::chrono::duration<double>(state.elapsed).count();
  const double rate = seconds > 0 ? static_cast<double>(state.records) / seconds : 0;
  if (state.total && *state.total > 0) {
    const double share =
        std::clamp(static_cast<double>(state.records) / static_cast<double>(*state.total), 0.0, 1.0);
    line += fmt::format(" of {}  {} {:3.0f} %", grouped(*state.total), bar(share), std::floor(share * 100));
  } else {
    line += " conversations";
  }
  if (rate > 0) line += "  " + rate_text(rate);
  if (rate > 0 && state.total && *state.total > state.records) {
    const double left = static_cast<double>(*state.total - state.records) / rate;
    line += "  " + clock_text(std::chrono::seconds(std::llround(std::min(left, 1e8)))) + " left";
  }
  if (!state.note.empty()) line += "  " + printable(state.note);
  return truncate(line, width);
}

std::string wait_note(const CallEvent& event) {
  if (event.duration < std::chrono::milliseconds(500)) return {};
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(event.duration).count();
  if (event.kind == CallEvent::Kind::pace_wait)
    return fmt::format("waiting {} s for the rate limit", seconds);
  if (event.kind != CallEvent::Kind::retry_wait) return {};
  std::string note = fmt::format("trying again in {} s", seconds);
  if (!event.detail.empty()) note += ": " + event.detail;
  return note;
}

}  // namespace nowthen::cli
