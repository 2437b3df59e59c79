#include "cli/commands/live_watch.hpp"

#include <gtest/gtest.h>

#include "support/command_probe.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;
using testing::CommandProbe;

const Error away{.kind = ErrorKind::transient, .message = "503 from live"};

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Reads so many times, then asks for a stop as Ctrl-C does.
ReadLive readings(CommandProbe& probe, int wanted) {
  return [&probe, left = wanted](const AfterPage&) mutable -> Result<LiveReading> {
    if (left-- == 0) probe.stop.request_stop();
    if (probe.stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
    return LiveReading{.read_at = probe.clock.now()};
  };
}

TEST(WatchLive, PrintsABlockAReadingWhereThereIsNoTerminal) {
  CommandProbe probe;
  const auto start = probe.clock.ticks();
  EXPECT_EQ(watch_live(probe.context, readings(probe, 3), {.every = 5s}).value(), ExitCode::interrupted);
  EXPECT_EQ(count(probe.out.str(), "0 s ago"), 3);
  EXPECT_EQ(probe.out.str().find('\x1b'), std::string::npos);
  EXPECT_EQ(probe.clock.ticks() - start, 15s);
}

TEST(WatchLive, RedrawsInPlaceEachSecondAndLeavesTheScreenAsItWas) {
  CommandProbe probe;
  probe.context.out_is_terminal = true;
  EXPECT_EQ(watch_live(probe.context, readings(probe, 2), {.every = 3s}).value(), ExitCode::interrupted);
  const std::string text = probe.out.str();
  EXPECT_EQ(text.rfind("\x1b[?1049h\x1b[?25l", 0), 0U);
  EXPECT_EQ(count(text, "\x1b[H"), 7) << "three seconds twice, and once before anything was read";
  EXPECT_NE(text.find("live  reading: 0 conversations"), std::string::npos);
  EXPECT_EQ(count(text, "2 s ago"), 2) << "the age moves between readings";
  EXPECT_EQ(text.substr(text.size() - 14), "\x1b[?25h\x1b[?1049l");
}

TEST(WatchLive, AsksForTheSizeOfTheScreenAtEachRefresh) {
  CommandProbe probe;
  probe.context.out_is_terminal = true;
  int asked = 0;
  probe.context.terminal_size = [&asked] {
    ++asked;
    return TerminalSize{.columns = 30, .lines = 2};
  };
  EXPECT_EQ(watch_live(probe.context, readings(probe, 2), {.every = 3s}).value(), ExitCode::interrupted);
  EXPECT_GE(asked, 6);
  const std::string text = probe.out.str();
  EXPECT_NE(text.find("  read "), std::string::npos);
  EXPECT_EQ(text.find("nothing is going on"), std::string::npos) << "the second line does not fit";
}

TEST(WatchLive, KeepsTheLastReadingAndSaysWhyItIsOld) {
  CommandProbe probe;
  int reads = 0;
  const ReadLive read = [&](const AfterPage&) -> Result<LiveReading> {
    if (++reads == 1) return LiveReading{.read_at = probe.clock.now()};
    if (reads == 2) return away;
    return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
  };
  EXPECT_EQ(watch_live(probe.context, read, {.every = 5s}).value(), ExitCode::interrupted);
  EXPECT_NE(probe.out.str().find("5 s ago"), std::string::npos);
  EXPECT_NE(probe.out.str().find("not newer: 503 from live"), std::string::npos);
}

TEST(WatchLive, GivesUpWhereWaitingDoesNotHelp) {
  CommandProbe probe;
  const ReadLive read = [](const AfterPage&) -> Result<LiveReading> {
    return Error{.kind = ErrorKind::forbidden, .message = "missing scope conversations:view"};
  };
  EXPECT_EQ(watch_live(probe.context, read, {}).error().kind, ErrorKind::forbidden);
}

}  // namespace
}  // namespace nowthen::cli
