#include "simulator/records/recorded_records.hpp"

#include <gtest/gtest.h>

#include "simulator/records/json_pieces.hpp"
#include "simulator/records/record_files.hpp"

namespace nowthen::sim {
namespace {

constexpr const char* recorded = R"([ {
  "conversationId" : "b", "conversationStart": "2026-11-20T09:00:00.00Z", "conversationEnd": "2026-11-20T09:10:00.000Z",
  "oddField": [1.10, 2e3, 12345678901234567890, null, "sp ace \"}\" \u00e9"],
  "participants": [ {"purpose":"customer", "attributes": {"a b": "{\"x\": 1}"}, "sessions": []} ]
}, {"conversationId":"a","conversationStart":"2026-11-20T08:00:00.000Z","participants":[]} ])";

RecordedRecords source() {
  auto records = parse_records(recorded).value();
  return RecordedRecords(records);
}

std::string record(RecordedRecords& records, std::string_view id, Attributes attributes) {
  std::string out;
  records.append_record(out, records.find(id).value(), Instant{}, attributes);
  return out;
}

TEST(RecordedRecords, ComeOutAsTheyWereRecorded) {
  auto records = source();
  EXPECT_EQ(record(records, "b", Attributes::shown),
            R"({"conversationId":"b","conversationStart":"2026-11-20T09:00:00.00Z",)"
            R"("conversationEnd":"2026-11-20T09:10:00.000Z",)"
            R"("oddField":[1.10,2e3,12345678901234567890,null,"sp ace \"}\" \u00e9"],)"
            R"("participants":[{"purpose":"customer","attributes":{"a b":"{\"x\": 1}"},"sessions":[]}]})");
}

TEST(RecordedRecords, ShowTheirAttributesToJobsAlone) {
  auto records = source();
  const auto hidden = record(records, "b", Attributes::hidden);
  EXPECT_EQ(hidden.find("attributes"), std::string::npos);
  EXPECT_NE(hidden.find(R"([{"purpose":"customer","sessions":[]}])"), std::string::npos);
  EXPECT_EQ(record(records, "a", Attributes::hidden), record(records, "a", Attributes::shown));
}

TEST(RecordedRecords, StandInOrderAndAreSeenFromTheirEndOn) {
  auto records = source();
  ASSERT_EQ(records.entries().size(), 2U);
  EXPECT_EQ(records.find("a"), 0U);
  EXPECT_FALSE(records.find("c"));
  EXPECT_TRUE(records.entries()[0].is_shown(*parse_instant("2026-11-20T08:00:00.000Z")))
      << "open from its start";
  EXPECT_FALSE(records.entries()[1].is_shown(*parse_instant("2026-11-20T09:09:00.000Z")));
  EXPECT_TRUE(records.entries()[1].is_shown(*parse_instant("2026-11-20T09:10:00.000Z")));
}

TEST(RecordedRecords, FillTheSameFactsAsTheySay) {
  auto records = source();
  const auto& facts = records.facts(1, *parse_instant("2026-11-21T00:00:00.000Z"), Knowledge::of_history);
  EXPECT_EQ(facts.id, "b");
  EXPECT_EQ(facts.end, *parse_instant("2026-11-20T09:10:00.000Z"));
  ASSERT_EQ(facts.participants.size(), 1U);
  const auto* attribute = facts.find(facts.participants[0].attributes, "a b");
  ASSERT_NE(attribute, nullptr);
  EXPECT_EQ(attribute->value, R"({"x": 1})");
}

TEST(MembersOf, TakesAnObjectApart) {
  const auto members = members_of(R"({"a":[1,{"b":2}],"c":"x,}","d":{}})");
  ASSERT_EQ(members.size(), 3U);
  EXPECT_EQ(members[0].value, R"([1,{"b":2}])");
  EXPECT_EQ(members[1].name, "c");
  EXPECT_EQ(members[1].value, R"("x,}")");
  EXPECT_TRUE(members_of("{}").empty());
  EXPECT_TRUE(elements_of("[]").empty());
  EXPECT_EQ(elements_of(R"(["a,b",3])").size(), 2U);
}

}  // namespace
}  // namespace nowthen::sim
