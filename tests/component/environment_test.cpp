// The options a program gets from the process's environment, which these tests change for themselves alone.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nowthen/genesys/options.hpp>

namespace nowthen {
namespace {

class Environment : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"GENESYS_BASE_URL", "GENESYS_REGION", "GENESYS_LOGIN_URL", "GENESYS_CLIENT_ID",
                             "GENESYS_CLIENT_SECRET", "GENESYS_CLIENT_SECRET_FILE", "NOWTHEN_CONTRACT"})
      set(name, "");
    set("GENESYS_CLIENT_ID", "id");
    set("GENESYS_CLIENT_SECRET", "secret");
  }

  static void set(const char* name, const char* value) {
    ::setenv(name, value, 1);  // NOLINT(concurrency-mt-unsafe): there is one thread
  }
};

TEST_F(Environment, NamesWhatIsMissing) {
  EXPECT_EQ(options_from_environment().error().message, "GENESYS_BASE_URL is not set");
  set("GENESYS_REGION", "eu_central_1");
  set("GENESYS_CLIENT_ID", "");
  EXPECT_EQ(options_from_environment().error().message, "GENESYS_CLIENT_ID is not set");
}

TEST_F(Environment, TakesARegionWhereThereIsNoUrl) {
  set("GENESYS_REGION", "mypurecloud.de");
  EXPECT_EQ(options_from_environment()->base_url, "https://api.mypurecloud.de");
  set("GENESYS_BASE_URL", "http://127.0.0.1:8780");
  EXPECT_EQ(options_from_environment()->base_url, "http://127.0.0.1:8780");
}

TEST_F(Environment, SuggestsTheNearestRegion) {
  set("GENESYS_REGION", "eu_centrl_1");
  EXPECT_EQ(options_from_environment().error().message, "GENESYS_REGION: there is no region 'eu_centrl_1'");
  EXPECT_EQ(options_from_environment().error().hint, "did you mean: eu_central_1");
}

TEST_F(Environment, SaysWhichContractIsMeant) {
  set("GENESYS_BASE_URL", "http://127.0.0.1:8780");
  EXPECT_EQ(options_from_environment()->contract, Contract::automatic);
  set("NOWTHEN_CONTRACT", "platform");
  EXPECT_EQ(options_from_environment()->contract, Contract::platform);
  set("NOWTHEN_CONTRACT", "plattform");
  EXPECT_EQ(options_from_environment().error().message, "NOWTHEN_CONTRACT: there is no contract 'plattform'");
}

}  // namespace
}  // namespace nowthen
