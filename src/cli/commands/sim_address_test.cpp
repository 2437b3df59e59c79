#include "cli/commands/sim_address.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

std::string read(std::string_view text) {
  const auto address = parse_listen(text);
  return address ? address->host + " " + std::to_string(address->port) : "refused";
}

TEST(ParseListen, ReadsAddressesAndPorts) {
  EXPECT_EQ(read("127.0.0.1:8780"), "127.0.0.1 8780");
  EXPECT_EQ(read("localhost:0"), "127.0.0.1 0");
  EXPECT_EQ(read("[::1]:8780"), "::1 8780");
  EXPECT_EQ(read("8780"), "127.0.0.1 8780");
  for (const char* bad :
       {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:x", ":8780", "::1:80", "a:-1"})
    EXPECT_EQ(read(bad), "refused") << bad;
}

TEST(ListenAddress, KnowsWhatOthersCanReach) {
  EXPECT_TRUE(parse_listen("127.0.0.1:1")->is_loopback());
  EXPECT_TRUE(parse_listen("[::1]:1")->is_loopback());
  EXPECT_FALSE(parse_listen("0.0.0.0:1")->is_loopback());
}

TEST(ReachableUrl, NamesThisMachineWhereTheServerListensEverywhere) {
  EXPECT_EQ(reachable_url("http://0.0.0.0:80"), "http://127.0.0.1:80");
  EXPECT_EQ(reachable_url("https://127.0.0.1:80"), "https://127.0.0.1:80");
}

TEST(ShellExports, QuotesWhatAShellWouldRead) {
  EXPECT_EQ(shell_exports({{"A", "http://127.0.0.1:1"}, {"B", "a'b $c"}, {"C", ""}, {"D", std::nullopt}}),
            "export A=http://127.0.0.1:1\nexport B='a'\\''b $c'\nexport C=''\nunset D\n");
}

}  // namespace
}  // namespace nowthen::cli
