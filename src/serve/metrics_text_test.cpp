#include "serve/metrics_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "support/checkout.hpp"

namespace nowthen::serve {
namespace {
using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};

Snapshot busy() {
  Snapshot state{.started_at = noon - 1h};
  state.has_feed_told = true;
  state.feed.lines = {.all_come = true, .why_not = {}, .connected = 1, .connections = 2, .requests = 5};
  state.feed.queues = 12;
  state.feed.conversations = 3;
  state.feed.frames = 400;
  state.feed.events = 380;
  state.feed.looks = 13;
  state.feed.requests = 40;
  state.feed.gaps = 1;
  state.feed.seen_until = noon;
  state.feed.looked_at = noon - 3min;
  state.sync = {.runs = 60, .failures = 1, .requests = 30, .records = 900, .succeeded_at = noon - 30s};
  state.legs = std::make_shared<const std::vector<floor::Leg>>(
      std::vector<floor::Leg>{{.conversation_id = ConversationId("c"),
                               .media_type = "voice",
                               .state = floor::State::waiting,
                               .queue_id = QueueId("q\"1\n"),
                               .begin = noon - 95s}});
  state.notices =
      NoticeState{.firing = {{.rule = "long wait", .when = {}, .subject = {}, .since = {}}},
                  .changes = 3,
                  .receivers = {{.url = "https://hooks.example.com/...", .pending = 2, .delivered = 40},
                                {.url = "https://10.1.2.3:8443/", .failures = 7, .given_up = 1}}};
  return state;
}

std::string text() {
  return metrics_text(busy(), {.resident_bytes = 1'000'000, .open_descriptors = 20, .cpu_seconds = 1.5},
                      noon);
}

/// The contract: names, kinds, words and order.
TEST(MetricsText, IsTheGoldenOne) {
  const auto path = testing::in_checkout("tests/golden/metrics.txt");
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  if (std::getenv("NOWTHEN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text();
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text(), golden.str()) << "run with NOWTHEN_UPDATE_GOLDEN=1 to write " << path;
}

TEST(MetricsText, IsWholeInItsReference) {
  std::ifstream file(testing::in_checkout("docs/reference/metrics.md"));
  std::stringstream reference;
  reference << file.rdbuf();
  std::istringstream lines(text());
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("# TYPE ")) continue;
    const std::string name = line.substr(7, line.rfind(' ') - 7);
    EXPECT_NE(reference.str().find("`" + name), std::string::npos) << name;
  }
}

TEST(MetricsText, SaysNothingOfAFeedThatHasNotSpoken) {
  const std::string early = metrics_text({.started_at = noon}, {}, noon);
  EXPECT_EQ(early.find("nowthen_feed"), std::string::npos);
  EXPECT_NE(early.find("nowthen_sync_runs_total 0"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::serve
