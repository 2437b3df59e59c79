#pragma once
#include <sys/types.h>

#include <string_view>

namespace nowthen::net {

/// The state of a process as the letter that /proc/PID/stat gives, such as `R`, or `T` for stopped; a blank
/// where the text is no such.
char state_in(std::string_view stat) noexcept;

/// That of a process; a blank where there is none of that number.
char state_of(pid_t process);

/// Whether the process is stopped: by a signal, Ctrl-Z or a debugger.
bool is_stopped(pid_t process);

}  // namespace nowthen::net
