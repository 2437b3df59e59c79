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
  EXPECT_EQ(check_spoken(Contract::platform).error().kind, ErrorKind::invalid_request);
}

}  // namespace
}  // namespace nowthen::genesys
