#include "cli/main_process.hpp"

#include <malloc.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

#include "cli/descriptor_stream.hpp"
#include "cli/last_words.hpp"
#include "cli/read_file.hpp"
#include "cli/run.hpp"
#include "cli/signals.hpp"
#include "cli/standard_descriptors.hpp"
#include "cli/terminal_answer.hpp"

namespace nowthen::cli {
namespace {

Environment process_environment() {
  Environment variables;
  for (char** line = environ; line != nullptr && *line != nullptr; ++line) {
    const std::string_view text = *line;
    const auto equals = text.find('=');
    if (equals != std::string_view::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

TerminalSize size_of_terminal() {
  constexpr int usual = 80;
  constexpr int least = 20;
  winsize size{};
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
    if (isatty(descriptor) != 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
      return {.columns = std::max<int>(size.ws_col, least), .lines = size.ws_row};
  return {.columns = usual};
}

/// Replies and pages of the archive, megabytes each, go back to the system as soon as they are freed. By
/// itself the C library puts them among smaller ones once one was freed, and those that stay keep their room.
/// The second line undoes what the first brings along: of what is free at its heap's end glibc would keep 128
/// KiB at most, and fetch smaller blocks from the system again and again.
void give_large_blocks_back() {
  constexpr int large = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, large);      // NOLINT(concurrency-mt-unsafe): no other thread runs yet
  ::mallopt(M_TRIM_THRESHOLD, 2 * large);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace

int run_main(int argc, char** argv) {
  give_large_blocks_back();
  say_last_words();
  occupy_closed_descriptors();
  Hangups hangups;
  std::optional<SignalWatch> signals;
  DescriptorStream out(STDOUT_FILENO);
  const bool can_be_asked = isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
  return run({.arguments = {argv + std::min(argc, 1), argv + argc},
              .environment = process_environment(),
              .read_file = read_small_file,
              .out = out,
              .err = std::cerr,
              .out_is_terminal = isatty(STDOUT_FILENO) != 0,
              .err_is_terminal = isatty(STDERR_FILENO) != 0,
              .terminal_width = size_of_terminal().columns,
              .terminal_size = size_of_terminal,
              .read_answer = can_be_asked ? answer_from_terminal
                                          : std::function<Result<std::string>(const std::stop_token&)>(),
              .clock = system_clock(),
              .random = system_random(),
              .stop_on_signals = [&] { return signals.emplace(hangups).token(); },
              .end_within = [&](std::chrono::milliseconds grace) { signals->end_within(grace); },
              .output_failure = [&out] { return out.failure(); },
              .make_client = [](const ClientOptions& options) { return Client::connect(options); },
              .hangups = &hangups});
}

}  // namespace nowthen::cli
