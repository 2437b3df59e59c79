#pragma once
#include <sys/types.h>

#include <string_view>

namespace nowthen::extract {

/// The state of a process as the letter that /proc/PID/stat gives, such as `R`, or `T` for stopped; a blank
/// where the text is no such.
char state_in(std::string_view stat) noexcept;

/// Whether the process is stopped: by a signal, Ctrl-Z or a debugger.
bool is_stopped(pid_t process);

}  // namespace nowthen::extract
