#include "board/queue_targets.hpp"

#include <gtest/gtest.h>

namespace nowthen::board {
namespace {

using namespace std::chrono_literals;

TEST(QueueTargets, ACallsIsThatOfVoice) {
  EXPECT_EQ(targets_in(R"({"call":{"serviceLevel":{"percentage":0.8,"durationMs":20000}},)"
                       R"("email":{"serviceLevel":{"durationMs":86400000.0}}})"),
            (Targets{{"voice", 20s}, {"email", 24h}}));
}

TEST(QueueTargets, WhatIsNoneIsLeftOut) {
  for (const char* text :
       {"", "null", "[]", "{", R"({"call":1})", R"({"call":{"serviceLevel":null}})",
        R"({"call":{"serviceLevel":{"durationMs":"20000"}}})",
        R"({"call":{"serviceLevel":{"durationMs":0}}})", R"({"call":{"serviceLevel":{"durationMs":-1}}})",
        R"({"call":{"serviceLevel":{"durationMs":2592000001}}})",
        R"({"call":{"serviceLevel":{"durationMs":1e30}}})", R"({"call":{"alertingTimeoutSeconds":8}})"})
    EXPECT_EQ(targets_in(text), Targets{}) << text;
}

}  // namespace
}  // namespace nowthen::board
