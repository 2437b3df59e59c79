#include "cli/standard_descriptors.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace nowthen::cli {
namespace {

/// What a new process with these descriptors closed finds; 0: all is well.
int check_with_closed(std::initializer_list<int> closed) {
  for (const int descriptor : closed) close(descriptor);
  occupy_closed_descriptors();
  const int next = open("/dev/null", O_WRONLY);
  if (next <= STDERR_FILENO) return 1;
  for (const int descriptor : closed)
    if (write(descriptor, "x", 1) != -1 || errno != EBADF) return 2;
  char byte = 0;
  for (const int descriptor : closed)
    if (descriptor == STDIN_FILENO && read(descriptor, &byte, 1) != 0) return 3;
  return 0;
}

TEST(ClosedDescriptors, AreNeverGivenToAFileAndStillRefuseOutput) {
  const std::initializer_list<int> cases[] = {{0}, {1}, {2}, {0, 1}, {1, 2}, {0, 2}, {0, 1, 2}};
  for (const auto& closed : cases) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) _exit(check_with_closed(closed));
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0)
        << closed.size() << " closed from " << *closed.begin() << ": " << WEXITSTATUS(status);
  }
}

}  // namespace
}  // namespace nowthen::cli
