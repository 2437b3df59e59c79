#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "simulator/records/record_files.hpp"
#include "simulator/records/records_source.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;

const std::string closed = R"({"conversationId":"c1","conversationStart":"2021-04-01T12:00:00.000Z",
  "conversationEnd":"2021-04-01T12:10:00.000Z","originatingDirection":"outbound","participants":[
  {"participantId":"p1","participantName":"Ann","purpose":"customer","sessions":[{"mediaType":"chat","sessionId":"s1",
    "segments":[{"segmentType":"interact","segmentStart":"2021-04-01T12:00:00.000Z","segmentEnd":"2021-04-01T12:10:00.000Z","queueId":"q9"}]}]},
  {"participantId":"p2","purpose":"acd","sessions":[{"mediaType":"chat","segments":[{"segmentType":"interact","queueId":"q1"}]}]},
  {"participantId":"p3","purpose":"agent","sessions":[{"mediaType":"voice",
    "metrics":[{"name":"tTalk","value":1000},{"name":"tTalk","value":500},{"name":"tHeldComplete","value":300}],
    "segments":[{"segmentType":"interact","segmentStart":"2021-04-01T12:01:00.000Z","segmentEnd":"2021-04-01T12:09:00.000Z"},
      {"segmentType":"wrapup","segmentStart":"2021-04-01T12:09:00.000Z","segmentEnd":"2021-04-01T12:11:00.500Z"}]}]}]})";

std::int64_t value(const Record& record, Metric metric) {
  return record.metrics.at(static_cast<std::size_t>(metric));
}

TEST(Record, TakesTypeQueueDirectionAndTimesFromWhereTheContractSays) {
  const Record record = parse_records(closed).value().at(0);
  EXPECT_EQ(record.type, "chat");
  EXPECT_EQ(record.queue_id, "q1");
  EXPECT_TRUE(record.outbound);
  EXPECT_EQ(record.initial_contact_id, "s1");
  EXPECT_EQ(record.end - record.start, 10min);
  EXPECT_EQ(record.settled - record.end, 60'500ms);
  ASSERT_EQ(record.participants.size(), 3U);
  EXPECT_EQ(record.participants[0].name, "Ann");
  EXPECT_EQ(record.participants[2].role, "agent");
}

TEST(Record, SumsTheCompleteMetricElseThePartsElseTheSegments) {
  const Record record = parse_records(closed).value().at(0);
  EXPECT_EQ(value(record, Metric::talk), 1500);
  EXPECT_EQ(value(record, Metric::hold), 300);
  EXPECT_EQ(value(record, Metric::wrapup), 120'500);
  std::string without = closed;
  without.replace(without.find("tTalk\""), 6, "tOther\"");
  without.replace(without.find("tTalk\""), 6, "tOther\"");
  EXPECT_EQ(value(parse_records(without).value().at(0), Metric::talk), 480'000) << "the agent's interaction";
  std::string complete = closed;
  complete.replace(complete.find(R"({"name":"tTalk","value":1000})"), 29,
                   R"({"name":"tTalkComplete","value":1700})");
  EXPECT_EQ(value(parse_records(complete).value().at(0), Metric::talk), 1700);
}

TEST(Record, IsOpenWithoutAnEndWhateverItsSegmentsSay) {
  const std::string open =
      R"({"conversationId":"o","conversationStart":"2021-04-01T12:00:00.000Z","participants":[
    {"participantId":"p","purpose":"agent","sessions":[{"mediaType":"voice","segments":[
      {"segmentType":"hold","segmentStart":"2021-04-01T12:00:00.000Z","segmentEnd":"2021-04-01T12:01:00.000Z"}]}]}]})";
  auto records = parse_records("[" + open + "," + closed + "]").value();
  const RecordsSource source(std::move(records));
  ASSERT_EQ(source.entries().size(), 2U);
  const std::size_t index = source.id(0) == "o" ? 0 : 1;
  const Instant later = source.newest() + 24h * 365;
  EXPECT_EQ(source.state(index, later), "held");
  EXPECT_EQ(source.entries()[index].visible_at, Instant::max());
  EXPECT_EQ(source.state(1 - index, later), "closed");
}

TEST(RecordFile, MayBeOneRecordAnArrayOrAnEnvelope) {
  EXPECT_EQ(parse_records(closed).value().size(), 1U);
  EXPECT_EQ(parse_records("[" + closed + "]").value().size(), 1U);
  EXPECT_EQ(parse_records(R"({"totalHits":1,"conversations":[)" + closed + "]}").value().size(), 1U);
  EXPECT_EQ(parse_records(R"({"conversations":[]})").value().size(), 0U);
}

TEST(RecordFile, SaysWhatIsWrongWithIt) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "not JSON"},
      {"7", "neither"},
      {"{}", "conversationId"},
      {R"({"conversations":{}})", "conversations"},
      {R"([{"conversationId":"x","conversationStart":"2021-04-2T1"}])",
       "conversation number 1: conversation x"},
      {R"({"conversationId":"x","conversationStart":"2021-04-01T12:00:00Z","conversationEnd":7})",
       "conversationEnd"},
  };
  for (const auto& [text, words] : cases) {
    const auto records = parse_records(text);
    ASSERT_FALSE(records) << text;
    EXPECT_NE(records.error().message.find(words), std::string::npos) << records.error().message;
  }
  nowthen::testing::expect_property("any text",
                                    [](const std::string& text) { (void)parse_records(text).has_value(); });
}

}  // namespace
}  // namespace nowthen::sim
