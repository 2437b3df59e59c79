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

/// An outbox with its file in memory.
struct Written {
  void add(const OutboxRecord& record) {
    const PlacedLine line = placed_line(record, file.size());
    file += line.bytes;
    content.apply(record, line.events);
  }
  OutboxContent::ReadEvent reader() const {
    return [this](const OutboxContent::Pending& pending) {
      return read_event(archive::MemorySource(file), pending.place);
    };
  }
  /// The events that are pending, as they lie in the file.
  std::vector<Event> events() const {
    std::vector<Event> all;
    for (const auto& [number, each] : content.pending()) all.push_back(reader()(each).value().event);
    return all;
  }

  std::string file;
  OutboxContent content{noon};
};

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
  Written first;
  for (int i = 0; i < 5'000; ++i)
    first.add(OutboxIntake{.events = {accepted(std::to_string(i), {"x"})}, .note = std::to_string(i)});
  for (int i = 0; i < 4'000; ++i) first.add(OutboxDone{std::to_string(i), "x"});
  Written again{.file = {}, .content = OutboxContent(noon + 1h)};
  for (const OutboxRecord& each : read_again(first.content.condensed(first.reader()).value()))
    again.add(each);
  EXPECT_EQ(again.content.created_at(), noon);
  EXPECT_EQ(again.content.note(), "4999");
  ASSERT_EQ(again.content.pending().size(), 1'000U);
  EXPECT_EQ(again.events(), first.events());
  EXPECT_EQ(again.events().front(), accepted("4000", {}).event);
  EXPECT_EQ(again.content.pending().begin()->second.payload_bytes, 8U);
  for (int i = 0; i < 5'000; ++i)
    EXPECT_FALSE(again.content.is_news(accepted(std::to_string(i), {}).event, noon));
}

TEST(OutboxContent, DropsDeliveriesToWhoIsThereNoMore) {
  OutboxContent content(noon);
  content.apply(OutboxIntake{.events = {accepted("1", {"x", "y"}), accepted("2", {"y"})}, .note = {}});
  content.keep_endpoints({"x"});
  ASSERT_EQ(content.pending().size(), 1U);
  EXPECT_EQ(*content.pending().begin()->second.endpoints, std::vector<std::string>{"x"});
}

TEST(OutboxContent, WhatIsPendingIsRememberedForLongerThanADay) {
  OutboxContent content(noon);
  content.apply(OutboxIntake{.events = {accepted("1", {"x"})}, .note = {}});
  content.forget(noon + 48h);
  ASSERT_EQ(content.pending().size(), 1U);
  EXPECT_EQ(*content.pending().begin()->second.id, "1");
  content.apply(OutboxDone{"1", "x"});
  EXPECT_TRUE(content.pending().empty());
}

TEST(OutboxContent, LooksNowhereForWhatIsLostOnceTheFileIsAnotherOne) {
  Written outbox;
  outbox.add(
      OutboxIntake{.events = {accepted("1", {"x"}), accepted("2", {"x"}), accepted("3", {"x"})}, .note = {}});
  const auto kept = outbox.content.pending().at(1).place;
  outbox.content.moved({.places = {{1, kept}}, .last = 2, .from = 100, .to = 90});
  outbox.file.resize(kept.offset + kept.length + 1);
  EXPECT_EQ(outbox.reader()(outbox.content.pending().at(1)).value().event.id, "1");
  EXPECT_EQ(outbox.reader()(outbox.content.pending().at(2)).error().kind, ErrorKind::not_found)
      << "and is given up";
  EXPECT_EQ(outbox.reader()(outbox.content.pending().at(3)).error().kind, ErrorKind::local)
      << "it may come back";
}

TEST(OutboxContent, ErasesWhatNamesAConversationAndWhatCannotBeRead) {
  Written outbox;
  for (const char* id : {"1", "2", "3"}) {
    auto each = accepted(id, {"x"});
    each.event.key = "conversation " + each.event.id;
    outbox.add(OutboxIntake{.events = {each}, .note = {}});
  }
  outbox.file[outbox.content.pending().at(3).place.offset + 5] ^= 1;
  const auto names_erased = [](std::string_view text) { return text == "conversation 1"; };
  EXPECT_EQ(outbox.content.erase(names_erased, outbox.reader()).value(), 2U);
  ASSERT_EQ(outbox.content.pending().size(), 1U);
  EXPECT_EQ(*outbox.content.pending().begin()->second.id, "2");
}

}  // namespace
}  // namespace nowthen::webhooks
