#include "genesys/contract.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys {
namespace {

TEST(Contract, IsThePlatformsForItsOwnHostsOnly) {
  for (const char* url :
       {"https://api.mypurecloud.com", "https://API.MyPureCloud.DE:443/x", "https://api.usw2.pure.cloud/",
        "https://api.use2.us-gov-pure.cloud", "https://api.mypurecloud.com.au."})
    EXPECT_EQ(resolved(Contract::automatic, url), Contract::platform) << url;
  for (const char* url :
       {"http://127.0.0.1:8780", "https://api.mypurecloud.com.example.org", "https://notpure.cloud",
        "https://example.org/api.mypurecloud.com", "https://api.mypurecloud.com@example.org", ""})
    EXPECT_EQ(resolved(Contract::automatic, url), Contract::tutorial) << url;
}

TEST(Contract, IsTheOneAskedFor) {
  EXPECT_EQ(resolved(Contract::tutorial, "https://api.mypurecloud.com"), Contract::tutorial);
  EXPECT_EQ(resolved(Contract::platform, "http://127.0.0.1:8780"), Contract::platform);
}

TEST(Contract, LogsInAtTheLoginHostOfAKnownHost) {
  EXPECT_EQ(default_login_url("https://api.mypurecloud.de"), "https://login.mypurecloud.de");
  EXPECT_EQ(default_login_url("https://api.new1.pure.cloud/"), "https://login.new1.pure.cloud");
  for (const char* url : {"http://127.0.0.1:8780", "https://api.example.org", "https://usw2.pure.cloud"})
    EXPECT_EQ(default_login_url(url), url);
}

TEST(Contract, OfThePlatformHasNoPathBeforeItsOwn) {
  ClientOptions options{.base_url = "https://api.mypurecloud.de/", .contract = Contract::platform};
  EXPECT_TRUE(check_addresses(options));
  for (const char* url : {"https://api.mypurecloud.de/api/v2", "https://api.mypurecloud.de?x", "host/x"}) {
    options.base_url = url;
    EXPECT_EQ(check_addresses(options).error().kind, ErrorKind::invalid_request) << url;
  }
  options.contract = Contract::tutorial;
  EXPECT_TRUE(check_addresses(options));
}

TEST(Contract, OfThePlatformTakesALoginBehindAGatewayButNotTheTokensPlaceItself) {
  ClientOptions options{.base_url = "https://api.mypurecloud.de", .contract = Contract::platform};
  options.login_url = "https://gateway.example.org/login";
  EXPECT_TRUE(check_addresses(options));
  options.login_url = "https://login.mypurecloud.de/oauth/token";
  EXPECT_EQ(check_addresses(options).error().message, "the login URL names the place of the tokens itself");
}

}  // namespace
}  // namespace nowthen::genesys
