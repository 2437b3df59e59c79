#include "webhooks/event_place.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

AcceptedEvent accepted(const std::string& id, const std::string& payload) {
  return {.event = {.id = id, .type = "alert.fired", .key = "k", .at = {}, .payload = payload},
          .accepted_at = {},
          .endpoints = {"x", "y"}};
}

const OutboxIntake intake{
    .events = {accepted("1", R"({"a":[1,{"b":"}]"}]})"), accepted("2", R"("\"[{)"), accepted("3", "")},
    .note = R"([{"events":[{}]}])"};

TEST(EventPlace, EachEventIsFoundWhateverItHolds) {
  const std::string before(1'000, 'x');
  const PlacedLine line = placed_line(intake, before.size());
  const std::string file = before + line.bytes;
  ASSERT_EQ(line.events.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(read_event(archive::MemorySource(file), line.events[i]).value(), intake.events[i]);
}

TEST(EventPlace, WhatIsNoRecordOfEventsHasNone) {
  for (const OutboxRecord& each : std::vector<OutboxRecord>{
           OutboxBegin{}, OutboxDone{"1", "x"}, OutboxKnown{}, OutboxIntake{.events = {}, .note = "[{}]"}})
    EXPECT_TRUE(placed_line(each, 0).events.empty());
  for (const char* text : {"", R"({"events":[)", R"({"events":[{"a":1)", R"({"note":"","events":[{}]})"})
    EXPECT_TRUE(places_in(text, 0).empty()) << text;
}

TEST(EventPlace, AnyByteThatChangedIsNoticed) {
  const PlacedLine line = placed_line(intake, 0);
  for (std::uint32_t i = 0; i < line.events[1].length; ++i) {
    std::string file = line.bytes;
    char& byte = file[line.events[1].offset + i];
    byte = static_cast<char>(byte ^ 1);
    const auto read = read_event(archive::MemorySource(file), line.events[1]);
    ASSERT_FALSE(read) << i;
    EXPECT_NE(read.error().message.find("not what they were"), std::string::npos);
  }
}

TEST(EventPlace, AFileThatEndsBeforeIsAnErrorAndNoMore) {
  const PlacedLine line = placed_line(intake, 0);
  const std::string cut = line.bytes.substr(0, line.events[2].offset + 3);
  EXPECT_FALSE(read_event(archive::MemorySource(cut), line.events[2]));
}

}  // namespace
}  // namespace nowthen::webhooks
