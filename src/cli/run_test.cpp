#include "cli/run.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <sstream>

#include "core/seeded_random.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::cli {
namespace {

/// A stream that takes nothing.
struct DeadStream : std::ostream {
  DeadStream() : std::ostream(nullptr) {}
};

/// The program with nothing real around it.
struct Program {
  Environment environment;
  std::ostringstream out;
  std::ostringstream err;
  std::ostream* destination = &out;
  int failure = 0;
  int clients = 0;
  testing::VirtualClock clock;
  SeededRandom random{1};

  int run(std::vector<std::string> arguments) {
    return cli::run({.arguments = std::move(arguments),
                     .environment = environment,
                     .read_file = [](const std::string&) { return std::optional<FileContents>{}; },
                     .out = *destination,
                     .err = err,
                     .clock = clock,
                     .random = random,
                     .stop_on_signals = {},
                     .output_failure = [this] { return failure; },
                     .make_client = [this](const ClientOptions&) -> Result<Client> {
                       ++clients;
                       return Error{.kind = ErrorKind::unauthenticated, .message = "no", .http_status = 401};
                     }});
  }
};

TEST(Run, ShowsHelpAndVersionWithoutSettings) {
  Program program;
  program.environment["GENESYS_REGION"] = "nowhere";
  EXPECT_EQ(program.run({"--help"}), 0);
  EXPECT_EQ(program.run({"history", "-h"}), 0);
  EXPECT_EQ(program.run({"--version"}), 0);
  EXPECT_EQ(program.err.str(), "");
  EXPECT_NE(program.out.str().find("Usage: nowthen history"), std::string::npos);
  EXPECT_NE(program.out.str().find("nowthen " NOWTHEN_VERSION "\n"), std::string::npos);
}

TEST(Run, WithoutACommandShowsHelpAsAnError) {
  Program program;
  EXPECT_EQ(program.run({}), 2);
  EXPECT_EQ(program.out.str(), "");
  EXPECT_NE(program.err.str().find("Usage: nowthen COMMAND"), std::string::npos);
}

TEST(Run, NamesAllCredentialsThatAreMissingAndAsksNobody) {
  Program program;
  program.environment["GENESYS_CLIENT_SECRET"] = "s";
  EXPECT_EQ(program.run({"auth"}), 2);
  EXPECT_EQ(program.err.str().substr(0, program.err.str().find('\n')),
            "nowthen: not set or empty: GENESYS_REGION or GENESYS_BASE_URL, GENESYS_CLIENT_ID");
  EXPECT_EQ(program.clients, 0);
}

TEST(Run, ReportsTheErrorOfACommandOnce) {
  Program program;
  program.environment = {{"GENESYS_BASE_URL", "http://127.0.0.1:1"},
                         {"GENESYS_CLIENT_ID", "id"},
                         {"GENESYS_CLIENT_SECRET", "canary"}};
  EXPECT_EQ(program.run({"auth"}), 1);
  EXPECT_EQ(program.err.str(),
            "nowthen: no\nhint: check client id, client secret and region; nowthen auth tries them\n");
}

TEST(Run, IsQuietWhenTheReaderLeft) {
  Program program;
  DeadStream dead;
  program.destination = &dead;
  program.failure = EPIPE;
  EXPECT_EQ(program.run({"completion", "bash"}), 0);
  EXPECT_EQ(program.err.str(), "");
}

TEST(Run, FailsWhereStandardOutputIsClosed) {
  Program program;
  DeadStream dead;
  program.destination = &dead;
  program.failure = EBADF;
  EXPECT_EQ(program.run({"completion", "bash"}), 1);
  EXPECT_EQ(
      program.err.str().rfind("nowthen: cannot write to standard output: Bad file descriptor\nhint: ", 0), 0U)
      << program.err.str();
}

TEST(Run, FailsWhenTheDiskIsFull) {
  Program program;
  DeadStream dead;
  program.destination = &dead;
  program.failure = ENOSPC;
  EXPECT_EQ(program.run({"completion", "bash"}), 1);
  EXPECT_EQ(program.err.str(),
            "nowthen: cannot write to standard output: No space left on device\n"
            "hint: make room on the disk it goes to, then run it again\n");
}

}  // namespace
}  // namespace nowthen::cli
