// What users write: configuration files, times, ranges, command lines, and text that an error message
// repeats.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cli/config_file.hpp"
#include "cli/report_error.hpp"
#include "cli/time_expression.hpp"

namespace {
using namespace nowthen;

void require(bool truth) {
  if (!truth) std::abort();
}

void check_times(std::string_view text) {
  static const cli::TimeZone zone = cli::TimeZone::find("Europe/Berlin").value();
  const cli::TimeFrame frame{parse_instant("2026-11-22T12:00:00Z").value(), zone};
  const auto instant = cli::parse_time(text, frame);
  if (instant) require(parse_instant(format_instant(*instant)).value() == *instant);
  const auto range = cli::parse_range(text, frame);
  if (range) require(range->begin < range->end && range->end <= frame.now);
}

void check_text(std::string_view text) {
  const std::string clean = cli::neutralised(text);
  for (const char c : clean) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  require(cli::neutralised(clean) == clean);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = cli::parse_config(text, "config.toml");
  if (!file) require(file.error().message.starts_with("config.toml:"));
  check_times(text);
  check_text(text);
  return 0;
}
