#include "client/limit_notice.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::client {
namespace {
using std::chrono::seconds;

TEST(LimitNotice, ReadsTheThreeHeaders) {
  const auto notice = read_limit_notice(
      {{"inin-ratelimit-count", "1"}, {"ININ-RateLimit-Allowed", "180"}, {"inin-ratelimit-reset", "61"}});
  EXPECT_EQ(notice, (LimitNotice{.allowed = 180, .count = 1, .reset = seconds{61}}));
}

TEST(LimitNotice, IsEmptyWithoutAUsableLimit) {
  for (const char* bad : {"", "0", "-5", "1e9", "many", "99999999999999999999", " 5", "2000000"})
    EXPECT_EQ(read_limit_notice({{"inin-ratelimit-allowed", bad}, {"inin-ratelimit-count", "1"}}),
              LimitNotice{})
        << bad;
}

TEST(LimitNotice, LeavesOutWhatItCannotUse) {
  EXPECT_EQ(read_limit_notice({{"inin-ratelimit-allowed", "60"},
                               {"inin-ratelimit-count", "x"},
                               {"inin-ratelimit-reset", "86400"}}),
            LimitNotice{.allowed = 60});
}

TEST(LimitNotice, SurvivesAnyText) {
  nowthen::testing::expect_property([](const std::string& allowed, const std::string& count) {
    read_limit_notice({{"inin-ratelimit-allowed", allowed}, {"inin-ratelimit-count", count}});
  });
}

}  // namespace
}  // namespace nowthen::client
