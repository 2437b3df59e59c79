#include "cli/log.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

std::string without_time(const std::string& line) {
  return line.substr(std::min(line.find('Z') + 1, line.size()));
}

CallEvent reply() {
  return {.kind = CallEvent::Kind::reply,
          .endpoint = "live",
          .status = 200,
          .duration = 12'345us,
          .bytes = 678,
          .correlation_id = "c-1"};
}

TEST(Log, WritesNothingBelowItsLevel) {
  std::ostringstream err;
  Log log({.level = LogLevel::warn}, err);
  log.write(LogLevel::info, "quiet");
  logging_observer(log, {})(reply());
  EXPECT_EQ(err.str(), "");
  log.write(LogLevel::warn, "heard");
  EXPECT_EQ(without_time(err.str()), " warning heard\n");
}

TEST(Log, TellsACallAsText) {
  std::ostringstream err;
  Log log({.level = LogLevel::debug}, err);
  logging_observer(log, {})(reply());
  EXPECT_EQ(without_time(err.str()),
            " debug   reply endpoint=live status=200 duration_ms=12.345 bytes=678 correlation_id=c-1\n");
}

TEST(Log, TellsACallAsOneJsonObject) {
  std::ostringstream err;
  Log log({.level = LogLevel::debug, .format = LogFormat::json}, err);
  logging_observer(log, {})({.kind = CallEvent::Kind::retry_wait,
                             .endpoint = "history",
                             .duration = 2s,
                             .detail = "503 \"busy\"\nline two"});
  EXPECT_EQ(without_time(err.str()),
            "\",\"level\":\"info\",\"message\":\"waiting before trying again\",\"endpoint\":\"history\","
            "\"duration_ms\":2000.000,\"detail\":\"503 \\\"busy\\\"\\\\x0aline two\"}\n");
  EXPECT_EQ(err.str().substr(0, 9), "{\"time\":\"");
}

TEST(Log, CannotBeSplitByTextFromOutside) {
  std::ostringstream err;
  Log log({.level = LogLevel::info}, err);
  log.write(LogLevel::info, "a\nb", {{"detail", std::string_view("\x1b[2J\n")}});
  EXPECT_EQ(without_time(err.str()), " info    a\\x0ab detail=\\x1b[2J\\x0a\n");
}

TEST(LoggingObserver, PassesTheEventOn) {
  std::ostringstream err;
  Log log({.level = LogLevel::off}, err);
  int seen = 0;
  logging_observer(log, [&seen](const CallEvent& event) { seen = event.status; })(reply());
  EXPECT_EQ(seen, 200);
  EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace nowthen::cli
