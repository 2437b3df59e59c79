#include "simulator/limits/quotas.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;

Quotas quotas(std::string_view text) { return {parse_limits(text).value(), 0s}; }

int let_through(Quotas& quotas, Endpoint endpoint, const std::string& caller, Clock::Ticks now) {
  int allowed = 0;
  while (allowed < 1000 && quotas.take(endpoint, caller, now).value_or(Verdict{.allowed = false}).allowed)
    ++allowed;
  return allowed;
}

TEST(Quotas, LimitEachEndpointAndEachCallerOnItsOwn) {
  Quotas limited = quotas("default");
  EXPECT_EQ(let_through(limited, Endpoint::live, "a", 1s), 50);
  EXPECT_EQ(let_through(limited, Endpoint::history, "a", 1s), 10);
  EXPECT_EQ(let_through(limited, Endpoint::history, "b", 1s), 10);
  EXPECT_EQ(limited.take(Endpoint::token, "a", 1s), std::nullopt);
}

TEST(Quotas, LimitNothingWhenOff) {
  Quotas off = quotas("off");
  EXPECT_EQ(off.take(Endpoint::live, "a", 1s), std::nullopt);
}

TEST(Quotas, ChangeALimitAtItsTime) {
  Quotas limited = quotas(R"({"changes":[{"after_seconds":60,"endpoint":"history","limit":3}]})");
  EXPECT_EQ(let_through(limited, Endpoint::history, "a", 59s), 10);
  EXPECT_EQ(let_through(limited, Endpoint::history, "a", 60s), 3);
}

TEST(Quotas, LeaveLessWhenOthersUseTheSame) {
  Quotas shared = quotas(R"({"model":"sliding_log","others":[{"endpoint":"live","per_minute":20}]})");
  EXPECT_EQ(let_through(shared, Endpoint::live, "a", 120s), 30);
  EXPECT_EQ(let_through(shared, Endpoint::history, "a", 120s), 10);
}

TEST(Quotas, LetOthersComeAndGoAtTheirTimes) {
  Quotas shared =
      quotas(R"({"others":[{"endpoint":"live","per_minute":60,"from_seconds":60,"until_seconds":90}]})");
  EXPECT_EQ(let_through(shared, Endpoint::live, "a", 30s), 50);
  EXPECT_EQ(let_through(shared, Endpoint::live, "a", 119s), 20);
  EXPECT_EQ(let_through(shared, Endpoint::live, "a", 130s), 50);
}

TEST(LimitsFile, ReadsAModelForAllAndOneForEach) {
  const auto limits = parse_limits(
      R"({"headers":true,"per":"token","model":"large_bucket",
          "endpoints":{"live":{"limit":300,"window_seconds":30,"burst":7},"token":{"limit":2,"model":"sliding_log"}}})");
  ASSERT_TRUE(limits) << limits.error().message;
  EXPECT_TRUE(limits->headers);
  EXPECT_TRUE(limits->per_token);
  const auto live = limits->quotas.at(static_cast<std::size_t>(Endpoint::live));
  EXPECT_EQ(live, (Quota{.model = LimiterModel::large_bucket, .limit = 300, .window = 30s, .burst = 7}));
  const auto token = limits->quotas.at(static_cast<std::size_t>(Endpoint::token));
  EXPECT_EQ(token, (Quota{.model = LimiterModel::sliding_log, .limit = 2}));
  EXPECT_EQ(limits->quotas.at(static_cast<std::size_t>(Endpoint::history)), std::nullopt);
}

TEST(LimitsFile, HasOneLimitForAllOfThePlatforms) {
  const auto at = static_cast<std::size_t>(Endpoint::platform);
  EXPECT_EQ(default_limits().quotas.at(at), Quota{.limit = 300});
  const auto limits = parse_limits(R"({"endpoints":{"platform":{"limit":180}},
                                       "changes":[{"after_seconds":5,"endpoint":"jobs","limit":90}]})");
  ASSERT_TRUE(limits) << limits.error().message;
  EXPECT_EQ(limits->quotas.at(at), Quota{.limit = 180});
  EXPECT_EQ(limits->changes.at(0).endpoint, Endpoint::platform);
}

TEST(LimitsFile, NamesTheMemberAtFault) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"{", "not JSON"},
      {"[]", "limits"},
      {R"({"modle":"fixed_window"})", "modle"},
      {R"({"model":"leaky"})", "model"},
      {R"({"per":"year"})", "per"},
      {R"({"endpoints":{"lives":{}}})", "endpoints.lives"},
      {R"({"endpoints":{"details_query":{"limit":5}}})", "endpoints.details_query"},
      {R"({"endpoints":{"live":{"limit":0}}})", "endpoints.live: limit"},
      {R"({"endpoints":{"live":{"limit":1.5}}})", "endpoints.live: limit"},
      {R"({"changes":[{"endpoint":"live"}]})", "changes[0]: limit"},
      {R"({"changes":[{"limit":1}]})", "changes[0]: endpoint"},
      {R"({"others":[{"endpoint":"live","per_minute":-1}]})", "others[0]: per_minute"},
      {R"({"others":7})", "others"},
  };
  for (const auto& [text, word] : cases) {
    const auto limits = parse_limits(text);
    ASSERT_FALSE(limits) << text;
    EXPECT_NE(limits.error().message.find(word), std::string::npos) << limits.error().message;
  }
}

}  // namespace
}  // namespace nowthen::sim
