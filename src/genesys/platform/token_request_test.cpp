#include "genesys/platform/token_request.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::platform {
namespace {

TEST(PlatformTokenRequest, CarriesTheCredentialsInItsHeaderAlone) {
  const auto request = token_request({.client_id = "id", .client_secret = "s:e+c r%t"}, {});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/oauth/token");
  EXPECT_EQ(request.headers.get("Authorization"), "Basic aWQ6czplK2MgciV0");
  EXPECT_EQ(request.headers.get("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body, "grant_type=client_credentials");
}

}  // namespace
}  // namespace nowthen::genesys::platform
