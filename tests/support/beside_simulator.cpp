// beside_simulator COMMAND [ARGUMENT...]: runs a command with an environment that leads it to a simulator of
// its own.
#include <spawn.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>

#include "net/server.hpp"
#include "simulator/simulator.hpp"

extern char** environ;  // NOLINT: POSIX has no header for it

namespace {

int run(char** command) {
  pid_t child = 0;
  if (posix_spawnp(&child, command[0], nullptr, nullptr, command, environ) != 0) return 127;
  int status = 0;
  if (waitpid(child, &status, 0) != child) return 126;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}

void set(const char* name, const std::string& value) {
  setenv(name, value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): the simulator's threads do not read it
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const nowthen::sim::Options options{.days = 2, .limits = "off"};
  auto simulator = nowthen::sim::Simulator::create(options, nowthen::system_clock());
  if (!simulator) return std::fprintf(stderr, "%s\n", simulator.error().message.c_str()), 3;
  auto server = nowthen::net::Server::start(
      {}, [&simulator](const nowthen::net::Request& request) { return (*simulator)->handle(request); });
  if (!server) return std::fprintf(stderr, "%s\n", server.error().message.c_str()), 3;
  set("GENESYS_BASE_URL", "http://127.0.0.1:" + std::to_string((*server)->port()));
  set("GENESYS_CLIENT_ID", options.client_id);
  set("GENESYS_CLIENT_SECRET", options.client_secret);
  return run(arguments + 1);
}
