#include "cli/commands/query_input.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "cli/read_file.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20U;

Error unreadable_input(int code) {
  return {.kind = ErrorKind::local,
          .message = "cannot read standard input: " + std::generic_category().message(code)};
}

/// Waits until standard input has something, or has ended. A stop is noticed within a fifth of a second.
Result<void> wait_for_input(const std::stop_token& stop) {
  constexpr int look_every_ms = 200;
  while (!stop.stop_requested()) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&input, 1, look_every_ms);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return unreadable_input(errno);
  }
  return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
}

Result<std::string> read_standard_input(const std::stop_token& stop) {
  std::string text;
  std::array<char, 4096> block{};
  while (true) {
    if (auto waited = wait_for_input(stop); !waited) return waited.error();
    const ssize_t count = ::read(STDIN_FILENO, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable_input(errno);
    if (count == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(count));
    if (text.size() > most_bytes) return usage_error("the SQL is larger than a megabyte", "ask in parts");
  }
}

Result<std::string> read_sql_file(const std::string& path) {
  auto contents = read_small_file(path);
  if (!contents) return usage_error(contents.error().message, "nowthen query --file FILE");
  if (!*contents) return usage_error(fmt::format("there is no file {}", path), "nowthen query --file FILE");
  return std::move((*contents)->text);
}

Result<std::string> text_of(const QueryInput& input, const std::stop_token& stop) {
  if (!input.argument.empty() && !input.file.empty())
    return usage_error("both SQL and --file are given", "leave one of them out");
  if (input.argument == "-" || input.file == "-") return read_standard_input(stop);
  if (!input.file.empty()) return read_sql_file(input.file);
  if (!input.argument.empty()) return input.argument;
  return usage_error("which SQL?", "nowthen query \"SHOW TABLES\"");
}

}  // namespace

Result<std::string> read_query(const QueryInput& input, const std::stop_token& stop) {
  auto text = text_of(input, stop);
  if (text && text->find('\0') != std::string::npos)
    return usage_error("the SQL has a NUL byte", "take it out: chr(0) is how SQL writes one");
  return text;
}

}  // namespace nowthen::cli
