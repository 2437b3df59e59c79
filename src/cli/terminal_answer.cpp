#include "cli/terminal_answer.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>

namespace nowthen::cli {

Result<std::string> answer_from_terminal(const std::stop_token& stop) {
  constexpr int look_every_ms = 200;
  while (!stop.stop_requested()) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (::poll(&input, 1, look_every_ms) <= 0) continue;
    std::array<char, 256> block{};
    const ssize_t count = ::read(STDIN_FILENO, block.data(), block.size());
    std::string line(block.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    return line.substr(0, line.find('\n'));
  }
  return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
}

}  // namespace nowthen::cli
