#pragma once
#include <sys/types.h>

#include <nowthen/core/error.hpp>
#include <string>

namespace nowthen::access {

/// The process that owns a data folder, as its lock names it.
struct Owner {
  pid_t process = 0;
  std::string purpose;  ///< The command's name.

  bool operator==(const Owner&) const = default;
};

/// Where the owner of a folder listens.
std::string socket_in(const std::string& folder);

/// What to tell of an owner that says nothing: its process and what the system says of it.
Error silent_owner(const Owner& owner);
/// What to tell of one that went while it was asked.
Error lost_owner(const Owner& owner);
/// What to tell of one that gave an answer up since nobody took it.
Error impatient_owner(const Owner& owner);
/// What to tell of a connection that broke between two questions whose answers are to be of one state.
Error other_state(const Owner& owner);
/// What to tell of one with as many callers as it takes.
Error busy_owner(const Owner& owner);

}  // namespace nowthen::access
