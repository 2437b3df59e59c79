#include "genesys/server_clock.hpp"

#include <gtest/gtest.h>

#include "tests/support/virtual_clock.hpp"

namespace nowthen::genesys {
namespace {
using namespace std::chrono_literals;

net::Reply dated(const char* date) {
  net::Reply reply;
  reply.headers.set("Date", date);
  return reply;
}

TEST(ServerClock, IsTheLocalOneUntilAServerHasSpoken) {
  testing::VirtualClock local;
  ServerClock clock(local);
  EXPECT_EQ(clock.now(), local.now());
  clock.heard(net::Reply{});
  clock.heard(dated("soon"));
  EXPECT_EQ(clock.now(), local.now());
}

TEST(ServerClock, GoesOnFromWhatTheServerSaid) {
  testing::VirtualClock local;
  ServerClock clock(local);
  clock.heard(dated("Thu, 01 Jan 2026 12:00:00 GMT"));
  const Instant noon = parse_instant("2026-01-01T12:00:00Z").value();
  EXPECT_EQ(clock.now(), noon + 1s) << "a date has whole seconds: the server may be a second further";
  local.advance(90s);
  EXPECT_EQ(clock.now(), noon + 91s);
}

TEST(ServerClock, BelievesTheLastReply) {
  testing::VirtualClock local;
  ServerClock clock(local);
  clock.heard(dated("Thu, 01 Jan 2026 12:00:00 GMT"));
  local.jump_wall(1h);
  clock.heard(dated("Thu, 01 Jan 2026 12:00:05 GMT"));
  EXPECT_EQ(clock.now(), parse_instant("2026-01-01T12:00:06Z").value());
}

}  // namespace
}  // namespace nowthen::genesys
