#include "serve/request_guard.hpp"

#include <gtest/gtest.h>

namespace nowthen::serve {
namespace {

net::Request with(std::vector<std::pair<std::string, std::string>> fields) {
  net::Request request;
  for (auto& [name, value] : fields) request.headers.set(name, value);
  return request;
}

TEST(RequestGuard, TakesNamesOfItsOwnAlone) {
  const std::vector<std::string> hosts{"10.0.0.7", "board.example.com", "2001:db8::5"};
  for (const char* ours : {"10.0.0.7", "10.0.0.7:8765", "board.example.com", "BOARD.example.com:443",
                           "localhost:8765", "127.0.0.1", "[::1]:8765", "[2001:db8::5]:8765"})
    EXPECT_TRUE(is_for_us(with({{"Host", ours}}), hosts)) << ours;
  for (const char* others : {"evil.example", "10.0.0.8", "board.example.com.evil.example",
                             "evil.example:8765", "", "localhost.evil.example"})
    EXPECT_FALSE(is_for_us(with({{"Host", others}}), hosts)) << others;
  EXPECT_FALSE(is_for_us(with({}), hosts)) << "no Host at all";
}

TEST(RequestGuard, KnowsAPageOfAnotherOrigin) {
  EXPECT_FALSE(is_from_elsewhere(with({{"Host", "127.0.0.1:8765"}})));
  EXPECT_FALSE(is_from_elsewhere(with({{"Host", "127.0.0.1:8765"}, {"Origin", "http://127.0.0.1:8765"}})));
  for (const char* origin : {"http://evil.example", "null", "http://127.0.0.1:8766", "http://127.0.0.1",
                             "https://127.0.0.1:8765.evil.example", ""})
    EXPECT_TRUE(is_from_elsewhere(with({{"Host", "127.0.0.1:8765"}, {"Origin", origin}}))) << origin;
}

TEST(RequestGuard, FindsItsCookieAmongOthers) {
  const auto found = [](const char* field) {
    return cookie_in(with({{"Cookie", field}}), "nowthen_session").value_or("none");
  };
  EXPECT_EQ(found("nowthen_session=abc"), "abc");
  EXPECT_EQ(found("a=b; nowthen_session=abc; c=d"), "abc");
  EXPECT_EQ(found("a=b;nowthen_session=abc"), "abc");
  EXPECT_EQ(found("xnowthen_session=abc"), "none");
  EXPECT_EQ(found("nowthen_session"), "none");
  EXPECT_EQ(found(";;;"), "none");
  EXPECT_EQ(cookie_in(with({}), "nowthen_session"), std::nullopt);
}

TEST(RequestGuard, ReadsABearersToken) {
  EXPECT_EQ(bearer_in(with({{"Authorization", "Bearer abc"}})), "abc");
  EXPECT_EQ(bearer_in(with({{"Authorization", "Basic abc"}})), std::nullopt);
  EXPECT_EQ(bearer_in(with({})), std::nullopt);
}

}  // namespace
}  // namespace nowthen::serve
