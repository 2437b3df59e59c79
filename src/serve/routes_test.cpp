#include "serve/routes.hpp"

#include <gtest/gtest.h>

namespace nowthen::serve {
namespace {

RouteSources sources() {
  return {.state = [] { return Snapshot{}; }, .now = [] { return Instant{}; }, .hosts = {"10.0.0.7"}};
}

int status(std::string method, std::string target, std::string host) {
  return answer({.method = std::move(method),
                 .target = std::move(target),
                 .headers = {{"Host", std::move(host)}}},
                sources())
      .reply.status;
}

TEST(Routes, AreThreeAndReadOnly) {
  EXPECT_EQ(status("GET", "/livez", "127.0.0.1:8765"), 200);
  EXPECT_EQ(status("HEAD", "/metrics?x=1", "localhost"), 200);
  EXPECT_EQ(status("GET", "/readyz", "[::1]:1"), 503);
  EXPECT_EQ(status("GET", "/", "127.0.0.1"), 404);
  EXPECT_EQ(status("POST", "/metrics", "127.0.0.1"), 405);
}

TEST(Routes, AnswerOnlyToNamesThatCanOnlyMeanThisHost) {
  EXPECT_EQ(status("GET", "/livez", "10.0.0.7:8765"), 200);
  for (const char* host :
       {"evil.example", "10.0.0.70", "10.0.0.7.evil.example", "127.0.0.1.evil.example", ""})
    EXPECT_EQ(status("GET", "/livez", host), 421) << host;
}

TEST(Routes, AnswerToAnyAddressInDigitsWhereAllAreListenedOn) {
  auto everywhere = sources();
  everywhere.hosts = {"0.0.0.0"};
  const auto status_for = [&](const char* host) {
    return answer({.target = "/livez", .headers = {{"Host", host}}}, everywhere).reply.status;
  };
  EXPECT_EQ(status_for("192.0.2.7:8765"), 200);
  EXPECT_EQ(status_for("[2001:db8::1]:8765"), 200);
  EXPECT_EQ(status_for("evil.example"), 421);
}

}  // namespace
}  // namespace nowthen::serve
