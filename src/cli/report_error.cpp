#include "cli/report_error.hpp"

#include <fmt/format.h>

#include <array>
#include <ostream>

namespace nowthen::cli {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  ///< Bytes; 0: not UTF-8.
};

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

CodePoint first_code_point(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = sequence_length(byte(0));
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {byte(0), 1};
  char32_t value = byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[length] || value > 0x10FFFF || surrogate) return {};
  return {value, length};
}

bool is_harmful(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool line_break = c == 0x2028 || c == 0x2029;
  const bool direction = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                         (c >= 0x2066 && c <= 0x2069);
  return control || line_break || direction;
}

}  // namespace

Error usage_error(std::string message, std::string hint) {
  return Error{.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

std::string neutralised(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::size_t length = std::max<std::size_t>(point.length, 1);
    if (point.length == 0 || (point.value < 0x100 && is_harmful(point.value)))
      clean += fmt::format("\\x{:02x}", point.length == 0 ? static_cast<unsigned char>(text.front())
                                                          : static_cast<unsigned>(point.value));
    else if (is_harmful(point.value))
      clean += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(point.value));
    else
      clean += text.substr(0, length);
    text.remove_prefix(length);
  }
  return clean;
}

ExitCode exit_code_of(const Error& error) noexcept {
  if (error.kind == ErrorKind::cancelled) return ExitCode::interrupted;
  if (error.kind == ErrorKind::invalid_request && error.http_status == 0) return ExitCode::usage;
  return ExitCode::failed;
}

ExitCode report_error(std::ostream& err, const Error& error) {
  const std::string message = error.kind == ErrorKind::cancelled ? "interrupted" : error.message;
  std::string lines = "nowthen: " + neutralised(message);
  if (!error.correlation_id.empty() && message.find(error.correlation_id) == std::string::npos)
    lines += " (correlation id " + neutralised(error.correlation_id) + ")";
  lines += '\n';
  if (!error.hint.empty() && error.kind != ErrorKind::cancelled)
    lines += "hint: " + neutralised(error.hint) + '\n';
  err << lines << std::flush;
  return exit_code_of(error);
}

}  // namespace nowthen::cli
