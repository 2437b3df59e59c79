#include "cli/standard_descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace nowthen::cli {

void occupy_closed_descriptors() noexcept {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // All lower ones are open by now, and the lowest free number is the one that is given.
    const int opened = open("/dev/null", O_RDONLY);  // NOLINT(android-cloexec-open): children need it too
    if (opened < 0) return;
  }
}

}  // namespace nowthen::cli
