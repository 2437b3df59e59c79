#include "cli/commands/sim_exports.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace nowthen::cli {
namespace {

/// The lines that follow the five about address and credentials.
std::string paces(const std::string& limits) {
  const std::string text = sim_exports({.limits = limits}, {.base_url = "http://127.0.0.1:1"});
  return text.substr(text.find("unset NOWTHEN_CACERT\n") + 21);
}

TEST(SimExports, SayThePaceThatTheLimitsAllow) {
  EXPECT_EQ(paces("default"),
            "export NOWTHEN_LIVE_PER_MINUTE=50\nexport NOWTHEN_HISTORY_PER_MINUTE=10\n"
            "export NOWTHEN_PLATFORM_PER_MINUTE=300\n");
  EXPECT_EQ(paces("off"),
            "export NOWTHEN_LIVE_PER_MINUTE=0\nexport NOWTHEN_HISTORY_PER_MINUTE=0\n"
            "export NOWTHEN_PLATFORM_PER_MINUTE=0\n");
  EXPECT_EQ(paces(R"({"endpoints": {"live": {"limit": 7}, "history": {"limit": 3, "window_seconds": 6}}})"),
            "export NOWTHEN_LIVE_PER_MINUTE=7\nunset NOWTHEN_HISTORY_PER_MINUTE\n"
            "export NOWTHEN_PLATFORM_PER_MINUTE=0\n");
}

TEST(SimExports, SayTheContractAndWhereTokensAreGot) {
  const auto both = sim_exports({.limits = "off"}, {.base_url = "http://127.0.0.1:1"});
  EXPECT_NE(both.find("export NOWTHEN_CONTRACT=tutorial\n"), std::string::npos);
  EXPECT_NE(both.find("unset GENESYS_LOGIN_URL\n"), std::string::npos);
  const auto platform =
      sim_exports({.limits = "default", .contract = sim::Contract::platform, .login_path = "/login"},
                  {.base_url = "http://127.0.0.1:1"});
  EXPECT_NE(platform.find("export NOWTHEN_CONTRACT=platform\n"), std::string::npos);
  EXPECT_NE(platform.find("export GENESYS_LOGIN_URL=http://127.0.0.1:1/login\n"), std::string::npos);
  EXPECT_NE(platform.find("export NOWTHEN_PLATFORM_PER_MINUTE=300\n"), std::string::npos);
}

TEST(SimExports, UndoWhateverEarlierOnesSet) {
  std::set<std::string> names[2];
  int which = 0;
  for (const std::string certificate : {"", "/tmp/x.pem"}) {
    std::istringstream lines(sim_exports({.limits = certificate.empty() ? "off" : "default"},
                                         {"https://127.0.0.1:1", certificate}));
    for (std::string verb, rest; lines >> verb >> rest;) names[which].insert(rest.substr(0, rest.find('=')));
    ++which;
  }
  EXPECT_EQ(names[0], names[1]);
  EXPECT_EQ(names[0].size(), 9U);
}

}  // namespace
}  // namespace nowthen::cli
