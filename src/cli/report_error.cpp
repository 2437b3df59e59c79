#include "cli/report_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cli/output/utf8.hpp"

namespace nowthen::cli {
namespace {

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
    if (!point.is_valid() || (point.value < 0x100 && is_harmful(point.value)))
      clean += fmt::format("\\x{:02x}", point.is_valid() ? static_cast<unsigned>(point.value)
                                                         : static_cast<unsigned char>(text.front()));
    else if (is_harmful(point.value))
      clean += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(point.value));
    else
      clean += text.substr(0, point.length);
    text.remove_prefix(point.length);
  }
  return clean;
}

std::string default_hint(const Error& error) {
  switch (error.kind) {
    case ErrorKind::transient: return "try again in a while; nowthen auth checks the connection";
    case ErrorKind::rate_limited: return "wait a minute, and see who else uses this OAuth client's quota";
    case ErrorKind::unauthenticated:
      return "check client id, client secret and region; nowthen auth tries them";
    case ErrorKind::forbidden: return "nowthen auth shows which scopes and permissions the OAuth client has";
    case ErrorKind::not_found:
      return "check the base URL and --contract; --log-level debug shows each request";
    case ErrorKind::invalid_request: break;
    case ErrorKind::malformed_reply:
      return "check the base URL; --log-level debug shows status and correlation id of each reply";
    case ErrorKind::cancelled: return "run it again to begin anew";
    case ErrorKind::local: return "the cause lies on this machine: check the file or device it names";
    case ErrorKind::no_room: return "make room on the disk, and run it again";
  }
  return error.http_status == 0 ? "nowthen --help lists commands and options"
                                : "--log-level debug shows each request and its correlation id";
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
  const std::string hint = error.hint.empty() ? default_hint(error) : error.hint;
  if (error.kind != ErrorKind::cancelled) lines += "hint: " + neutralised(hint) + '\n';
  err << lines << std::flush;
  return exit_code_of(error);
}

}  // namespace nowthen::cli
