#include "serve/event_hub.hpp"

#include <gtest/gtest.h>

#include "board/board_json.hpp"

namespace nowthen::serve {
namespace {

using namespace std::chrono_literals;

board::Board board_at(std::chrono::seconds at, std::vector<std::string> doubts = {}) {
  return {.at = Instant(at), .now = Instant(at), .is_live = true, .doubts = std::move(doubts)};
}

std::string next_of(net::ServerStream& stream) {
  const auto step = stream.next();
  return step.bytes ? *step.bytes : std::string();
}

bool is_event(const std::string& text, const std::string& name) {
  return text.find("event: " + name + "\n") != std::string::npos;
}

TEST(EventHub, GivesTheLatestBoardToWhoeverAsks) {
  const auto hub = std::make_shared<EventHub>("e");
  EXPECT_EQ(hub->latest(), "");
  for (const auto at : {1s, 2s}) {
    hub->publish(board_at(at));
    EXPECT_EQ(hub->latest(), board::board_json(board_at(at)));
    EXPECT_EQ(hub->latest(), hub->latest());
  }
}

TEST(EventHub, AListenerHasTheBoardFirstThenWhatChangesThenTheTime) {
  const auto hub = std::make_shared<EventHub>("e");
  const auto stream = hub->listen(
      "", [] {}, [] { return true; });
  EXPECT_EQ(next_of(*stream), "");
  hub->publish(board_at(1s));
  const std::string first = next_of(*stream);
  EXPECT_TRUE(is_event(first, "board"));
  EXPECT_NE(first.find(hub->latest()), std::string::npos);
  hub->publish(board_at(2s, {"a doubt"}));
  EXPECT_TRUE(is_event(next_of(*stream), "change"));
  hub->publish(board_at(3s, {"a doubt"}));
  EXPECT_TRUE(is_event(next_of(*stream), "tick"));
  EXPECT_EQ(next_of(*stream), "");
}

TEST(EventHub, WhoeverIsTooFarBehindHasTheLatestBoardWhole) {
  const auto hub = std::make_shared<EventHub>("e");
  const auto stream = hub->listen(
      "", [] {}, [] { return true; });
  hub->publish(board_at(1s));
  next_of(*stream);
  for (int i = 0; i < 100; ++i) hub->publish(board_at(2s, {std::to_string(i)}));
  EXPECT_NE(next_of(*stream).find(hub->latest()), std::string::npos);
}

}  // namespace
}  // namespace nowthen::serve
