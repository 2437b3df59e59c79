#include "access/owner.hpp"

#include <fmt/format.h>

#include "net/process_state.hpp"

namespace nowthen::access {
namespace {

std::string named(const Owner& owner) { return fmt::format("process {} {}", owner.process, owner.purpose); }

/// As a person says it; empty where the system says nothing.
std::string state_of(pid_t process) {
  switch (net::state_of(process)) {
    case ' ': return {};
    case 'T':
    case 't': return "stopped";
    case 'D': return "waiting for a disk";
    case 'Z':
    case 'X': return "dead";
    default: return "running";
  }
}

}  // namespace

std::string socket_in(const std::string& folder) { return folder + "/access.sock"; }

Error silent_owner(const Owner& owner) {
  const std::string state = state_of(owner.process);
  return {.kind = ErrorKind::local,
          .message = fmt::format("{}, which has the data, does not answer{}", named(owner),
                                 state.empty() ? "" : ": it is " + state),
          .hint = net::is_stopped(owner.process)
                      ? fmt::format("let it go on with kill -CONT {}, or end it", owner.process)
                      : "wait until it has ended, then try again"};
}

Error lost_owner(const Owner& owner) {
  return {.kind = ErrorKind::transient,
          .message = fmt::format("{}, which had the data, ended before its answer did", named(owner)),
          .hint = "run it again"};
}

Error impatient_owner(const Owner& owner) {
  return {.kind = ErrorKind::local,
          .message = fmt::format(
              "{}, which has the data, gave the answer up: nothing of it was taken for ten minutes",
              named(owner)),
          .hint = "write it into a file first (-o FILE): what reads it there may be as slow as it likes"};
}

Error other_state(const Owner& owner) {
  return {.kind = ErrorKind::transient,
          .message = fmt::format("the connection to {}, which has the data, broke between two answers",
                                 named(owner)),
          .hint = "run it again: answers of two states of the data would not fit each other"};
}

Error busy_owner(const Owner& owner) {
  return {.kind = ErrorKind::transient,
          .message = fmt::format("{}, which has the data, is asked by too many at once", named(owner)),
          .hint = "try again in a while"};
}

}  // namespace nowthen::access
