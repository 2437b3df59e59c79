#include "access/owner.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace nowthen::access {
namespace {

std::string named(const Owner& owner) { return fmt::format("process {} {}", owner.process, owner.purpose); }

std::string state_of(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  return state_in(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace

std::string socket_in(const std::string& folder) { return folder + "/access.sock"; }

std::string state_in(std::string_view stat) {
  // The program's name stands in brackets before it, and may have any letters.
  const std::size_t end = stat.rfind(") ");
  if (end == std::string_view::npos || end + 2 >= stat.size()) return {};
  switch (stat[end + 2]) {
    case 'T':
    case 't': return "stopped";
    case 'D': return "waiting for a disk";
    case 'Z':
    case 'X': return "dead";
    default: return "running";
  }
}

Error silent_owner(const Owner& owner) {
  const std::string state = state_of(owner.process);
  const bool is_stopped = state == "stopped";
  return {.kind = ErrorKind::local,
          .message = fmt::format("{}, which has the data, does not answer{}", named(owner),
                                 state.empty() ? "" : ": it is " + state),
          .hint = is_stopped ? fmt::format("let it go on with kill -CONT {}, or end it", owner.process)
                             : "wait until it has ended, then try again"};
}

Error lost_owner(const Owner& owner) {
  return {.kind = ErrorKind::transient,
          .message = fmt::format("{}, which had the data, ended before its answer did", named(owner)),
          .hint = "run it again"};
}

Error busy_owner(const Owner& owner) {
  return {.kind = ErrorKind::transient,
          .message = fmt::format("{}, which has the data, is asked by too many at once", named(owner)),
          .hint = "try again in a while"};
}

}  // namespace nowthen::access
