#include "webhooks/outbox_content.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

using namespace std::chrono_literals;

constexpr Instant noon{1'793'000'000'000ms};

AcceptedEvent accepted(const std::string& id, std::vector<std::string> endpoints, Instant at = noon) {
  return {.event = {.id = id, .type = "alert.fired", .key = "k", .at = at, .payload = "{\"\xc3\xbc\":1}"},
          .accepted_at = at,
          .endpoints = std::move(endpoints)};
}

std::vector<OutboxRecord> read_again(const std::vector<OutboxRecord>& records) {
  std::vector<OutboxRecord> read;
  read.reserve(records.size());
  for (const OutboxRecord& each : records) read.push_back(read_record(record_text(each)).value());
  return read;
}

TEST(OutboxRecord, ComesBackAsItWas) {
  const std::vector<OutboxRecord> records{
      OutboxBegin{noon}, OutboxIntake{.events = {accepted("1", {"x", "y"})}, .note = "n\n"},
      OutboxIntake{.events = {}, .note = {}}, OutboxDone{"1", "x"}, OutboxKnown{{{"1", noon}, {"2", noon}}}};
  EXPECT_EQ(read_again(records), records);
  for (const char* bad : {"", "{}", "[]", R"({"done":1,"to":"x"})", R"({"events":[{}]})", R"({"events":1})",
                          R"({"known":[["a"]]})", R"({"outbox":1,"created_at":"noon"})"})
    EXPECT_FALSE(read_record(bad)) << bad;
}

TEST(OutboxContent, AnEventIsPendingUntilEverybodyHasIt) {
  OutboxContent content(noon);
  content.apply(OutboxIntake{.events = {accepted("1", {"x", "y"}), accepted("2", {})}, .note = {}});
  ASSERT_EQ(content.pending().size(), 1U);
  content.apply(OutboxDone{"1", "x"});
  content.apply(OutboxDone{"1", "x"});
  ASSERT_EQ(content.pending().size(), 1U);
  content.apply(OutboxDone{"1", "y"});
  EXPECT_TRUE(content.pending().empty());
  EXPECT_FALSE(content.is_news(accepted("1", {}).event, noon));
  EXPECT_FALSE(content.is_news(accepted("2", {}).event, noon));
}

TEST(OutboxContent, NewsIsWhatHappenedSinceItWasMadeAndWithinADay) {
  const OutboxContent content(noon);
  EXPECT_TRUE(content.is_news(accepted("1", {}, noon).event, noon));
  EXPECT_FALSE(content.is_news(accepted("1", {}, noon - 1ms).event, noon));
  EXPECT_TRUE(content.is_news(accepted("1", {}, noon + 1h).event, noon + 24h));
  EXPECT_FALSE(content.is_news(accepted("1", {}, noon + 1h).event, noon + 25h));
}

TEST(OutboxContent, WhatIsForgottenIsNoNewsEither) {
  OutboxContent content(noon);
  content.apply(OutboxIntake{.events = {accepted("1", {})}, .note = {}});
  content.forget(noon + 24h);
  EXPECT_FALSE(content.is_news(accepted("1", {}).event, noon + 24h));
}

TEST(OutboxContent, CondensedComesToTheSame) {
  OutboxContent content(noon);
  for (int i = 0; i < 5'000; ++i)
    content.apply(OutboxIntake{.events = {accepted(std::to_string(i), {"x"})}, .note = std::to_string(i)});
  for (int i = 0; i < 4'000; ++i) content.apply(OutboxDone{std::to_string(i), "x"});
  OutboxContent again(noon + 1h);
  for (const OutboxRecord& each : read_again(content.condensed())) again.apply(each);
  EXPECT_EQ(again.created_at(), noon);
  EXPECT_EQ(again.note(), "4999");
  ASSERT_EQ(again.pending().size(), 1'000U);
  EXPECT_EQ(again.pending().begin()->second.event, accepted("4000", {}).event);
  for (int i = 0; i < 5'000; ++i) EXPECT_FALSE(again.is_news(accepted(std::to_string(i), {}).event, noon));
}

TEST(OutboxContent, DropsDeliveriesToWhoIsThereNoMore) {
  OutboxContent content(noon);
  content.apply(OutboxIntake{.events = {accepted("1", {"x", "y"}), accepted("2", {"y"})}, .note = {}});
  content.keep_endpoints({"x"});
  ASSERT_EQ(content.pending().size(), 1U);
  EXPECT_EQ(content.pending().begin()->second.endpoints, std::vector<std::string>{"x"});
}

}  // namespace
}  // namespace nowthen::webhooks
