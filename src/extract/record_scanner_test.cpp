#include "extract/record_scanner.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/checkout.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* kinds[] = {"record", "group", "entity"};

/// One line for what was scanned: `record 3 {...}`, `refused 4 7: reason`, `reply 1: 2 records`.
std::string line_of(const Scanned& scanned) {
  const auto as_of = [](const std::optional<Instant>& instant) {
    return instant ? " as of " + format_instant(*instant) : std::string();
  };
  if (const auto* found = std::get_if<Found>(&scanned)) {
    const std::string reply = found->reply > 0 ? fmt::format(" of {}", found->reply) : "";
    return fmt::format("{} {}{}{}: {}\n", kinds[static_cast<int>(found->kind)], found->line, reply,
                       as_of(found->as_of), found->bytes);
  }
  if (const auto* refused = std::get_if<Refused>(&scanned))
    return fmt::format("refused {} {}: {}\n", refused->line, refused->size_bytes, refused->reason);
  const auto& end = std::get<ReplyEnd>(scanned);
  return fmt::format("reply {} ends: {}{}\n", end.reply, end.records, as_of(end.as_of));
}

/// Everything scanned, the text fed in pieces of that size.
std::string scan(std::string_view text, ScanLimits limits = {}, std::size_t piece = std::string::npos) {
  RecordScanner scanner(limits);
  std::string lines;
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
    for (const auto& each : scanner.feed(text.substr(0, piece))) lines += line_of(each);
  for (const auto& each : scanner.finish()) lines += line_of(each);
  return lines;
}

std::vector<std::string> bytes_found(std::string_view text) {
  RecordScanner scanner;
  std::vector<std::string> bytes;
  const auto take = [&](const std::vector<Scanned>& all) {
    for (const auto& each : all)
      if (const auto* found = std::get_if<Found>(&each)) bytes.emplace_back(found->bytes);
  };
  take(scanner.feed(text));
  take(scanner.finish());
  return bytes;
}

TEST(RecordScanner, TakesTheRecordsOutOfAReply) {
  EXPECT_EQ(
      scan(R"({"aggregations":[{"x":1}],"conversations":[{"conversationId":"a"}, {"conversationId":"b"}],
                     "totalHits":2})"),
      "record 1 of 1: {\"conversationId\":\"a\"}\n"
      "record 1 of 1: {\"conversationId\":\"b\"}\n"
      "reply 1 ends: 2\n");
}

TEST(RecordScanner, TellsTheKindByTheListsName) {
  EXPECT_EQ(scan(R"({"groups":[{}]}{"entities":[{}]}{"conversations":[{}]})"),
            "group 1 of 1: {}\nreply 1 ends: 1\n"
            "entity 1 of 2: {}\nreply 2 ends: 1\n"
            "record 1 of 3: {}\nreply 3 ends: 1\n");
}

TEST(RecordScanner, TellsTheKindOfARecordAloneByItsFields) {
  EXPECT_EQ(scan("{\"conversationId\":\"a\",\"conversationStart\":\"x\"}\n"
                 "{\"conversationId\":\"a\",\"startTime\":\"x\"}\n"
                 "{\"id\":\"a\",\"startTime\":\"x\"}\n"
                 "{\"conversationId\":\"a\",\"x\":{\"startTime\":1}}\n"),
            "record 1: {\"conversationId\":\"a\",\"conversationStart\":\"x\"}\n"
            "group 2: {\"conversationId\":\"a\",\"startTime\":\"x\"}\n"
            "entity 3: {\"id\":\"a\",\"startTime\":\"x\"}\n"
            "record 4: {\"conversationId\":\"a\",\"x\":{\"startTime\":1}}\n");
}

TEST(RecordScanner, KnowsTheAsOfAtOnceWhereItComesFirstAndAtTheEndOtherwise) {
  EXPECT_EQ(scan(R"({"dataAvailabilityDate":"2026-11-20T06:00:00.000Z","conversations":[{"a":1}]})"),
            "record 1 of 1 as of 2026-11-20T06:00:00.000Z: {\"a\":1}\n"
            "reply 1 ends: 1 as of 2026-11-20T06:00:00.000Z\n");
  EXPECT_EQ(scan(R"({"conversations":[{"a":1}],"cursor":"c","dataAvailabilityDate":"2026-11-20T06:00:00Z"})"),
            "record 1 of 1: {\"a\":1}\nreply 1 ends: 1 as of 2026-11-20T06:00:00.000Z\n");
  EXPECT_EQ(
      scan(
          R"({"conversations":[{"dataAvailabilityDate":"2026-11-20T06:00:00Z"}],"dataAvailabilityDate":"?"})"),
      "record 1 of 1: {\"dataAvailabilityDate\":\"2026-11-20T06:00:00Z\"}\nreply 1 ends: 1\n");
}

TEST(RecordScanner, TakesAPageWithoutAListForAReplyWithoutRecords) {
  EXPECT_EQ(
      scan(
          R"({"totalHits":0} {} {"dataAvailabilityDate":"2026-11-20T06:00:00Z"} {"groups":null,"nextPage":null})"),
      "reply 1 ends: 0\nreply 2 ends: 0\nreply 3 ends: 0 as of 2026-11-20T06:00:00.000Z\n"
      "reply 4 ends: 0\n");
}

TEST(RecordScanner, ReadsListsAloneAndListsOfReplies) {
  EXPECT_EQ(scan(R"([{"id":1},{"id":2}] [[{"id":3}],{"groups":[{"g":1}]}])"),
            "entity 1: {\"id\":1}\nentity 1: {\"id\":2}\nentity 1: {\"id\":3}\n"
            "group 1 of 1: {\"g\":1}\nreply 1 ends: 1\n");
}

TEST(RecordScanner, DoesNotMindMarksBlankLinesLineEndsAndCommas) {
  EXPECT_EQ(scan("\xEF\xBB\xBF{\"id\":1}\r\n\r\n\n  {\"id\":2},\r\n\xEF\xBB\xBF\n{\"id\":3}"),
            "entity 1: {\"id\":1}\nentity 4: {\"id\":2}\nentity 6: {\"id\":3}\n");
}

TEST(RecordScanner, TakesAListDeeperInsideForNoReply) {
  EXPECT_EQ(
      scan(R"({"id":1,"x":{"conversations":[{}]},"y":[{"entities":[]}],"conversations":5,"groups":null})"),
      "entity 1: {\"id\":1,\"x\":{\"conversations\":[{}]},\"y\":[{\"entities\":[]}],\"conversations\":5,"
      "\"groups\":null}\n");
  EXPECT_EQ(scan(R"({"conversations":[{"groups":[{"a":1}]}]})"),
            "record 1 of 1: {\"groups\":[{\"a\":1}]}\nreply 1 ends: 1\n");
}

TEST(RecordScanner, IsNotMisledByBracketsAndQuotesInStrings) {
  const std::string record = R"({"id":"}]\"{\\","note":"\\\"conversations\":["})";
  EXPECT_EQ(scan("{\"entities\":[" + record + "]}"), "entity 1 of 1: " + record + "\nreply 1 ends: 1\n");
}

TEST(RecordScanner, RefusesARubbishLineAndGoesOnAtTheNext) {
  EXPECT_EQ(scan("{\"id\":1}\nHTTP/1.1 200 OK\n\n<html>\r\n{\"id\":2} and more\n{\"id\":3}\n]\n"),
            "entity 1: {\"id\":1}\n"
            "refused 2 15: neither an object nor a list\n"
            "refused 4 6: neither an object nor a list\n"
            "entity 5: {\"id\":2}\n"
            "refused 5 8: neither an object nor a list\n"
            "entity 6: {\"id\":3}\n"
            "refused 7 1: neither an object nor a list\n");
}

TEST(RecordScanner, RefusesWhatIsNoObjectInAList) {
  EXPECT_EQ(scan(R"({"conversations":[null,"a,b]",[{"id":1},2],{"id":3},4.5]})"),
            "refused 1 4: not an object\nrefused 1 6: not an object\nrefused 1 12: not an object\n"
            "record 1 of 1: {\"id\":3}\nrefused 1 3: not an object\nreply 1 ends: 1\n");
}

/// NDJSON where the second line is `broken`.
std::string around(const std::string& broken) {
  return "{\"id\":1}\n" + broken + "\n{\"id\":3}\n{\"id\":4}\n";
}

TEST(RecordScanner, LosesOneLineToARecordThatBreaksWhereverItDoes) {
  const std::string whole = R"({"id":2,"a":[{"b":"c {[ d"},{"e":[1,2]}],"f":{"g":"h"}})";
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const std::string lines = scan(around(whole.substr(0, size)));
    EXPECT_TRUE(lines.starts_with("entity 1: {\"id\":1}\nrefused 2 ")) << size << "\n" << lines;
    EXPECT_TRUE(lines.ends_with("\nentity 3: {\"id\":3}\nentity 4: {\"id\":4}\n")) << size << "\n" << lines;
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 4) << lines;
  }
}

TEST(RecordScanner, LosesOneElementOfAListToARecordThatBreaks) {
  const std::string list = "[\n{\"id\":1},\n{\"id\":2,\"a\":[1,\n{\"id\":3},\n{\"id\":4}\n]\n";
  EXPECT_EQ(scan(list),
            "entity 2: {\"id\":1}\nrefused 3 15: cut off: the text ends before the record does\n"
            "entity 4: {\"id\":3}\nentity 5: {\"id\":4}\n");
}

constexpr const char* laid_out = R"({
  "dataAvailabilityDate": "2026-11-20T06:00:00Z",
  "conversations": [
    {
      "conversationId": "a",
      "participants": [
        {"purpose": "agent"}
      @
    },
    {
      "conversationId": "b"
    }
  ],
  "totalHits": 2
}
{"conversationId": "c"}
)";

std::string with(std::string text, const std::string& end) { return text.replace(text.find('@'), 1, end); }

TEST(RecordScanner, GoesOnAtTheNextRecordOfTheSameIndentation) {
  const std::string rest =
      "record 10 of 1 as of 2026-11-20T06:00:00.000Z: {\n      \"conversationId\": \"b\"\n    }\n"
      "reply 1 ends: 2 as of 2026-11-20T06:00:00.000Z\nrecord 16: {\"conversationId\": \"c\"}\n";
  EXPECT_TRUE(scan(with(laid_out, "]")).ends_with(rest)) << scan(with(laid_out, "]"));
  std::string one_less = rest;
  one_less.replace(one_less.find("ends: 2"), 7, "ends: 1");
  for (const char* broken : {"", "}", R"(], "note": "no end)"}) {
    const std::string lines = scan(with(laid_out, broken));
    EXPECT_TRUE(lines.starts_with("refused 4 ")) << broken << "\n" << lines;
    EXPECT_TRUE(lines.ends_with(one_less)) << broken << "\n" << lines;
  }
}

TEST(RecordScanner, FindsTheEndOfAListWhoseLastRecordBreaks) {
  EXPECT_EQ(scan("{\n  \"conversations\": [\n    {\n      \"a\": 1\n  ],\n  \"dataAvailabilityDate\": "
                 "\"2026-11-20T06:00:00Z\"\n}\n"),
            "refused 3 14: a bracket closes what was not opened\nreply 1 ends: 0 as of "
            "2026-11-20T06:00:00.000Z\n");
}

TEST(RecordScanner, TakesAReplyThatBeginsWithinABrokenOneForANewOne) {
  EXPECT_EQ(scan("{\"conversations\":[\n{\"id\":1},\n{\"id\":2,\n{\"groups\":[\n{\"id\":3}\n]}\n"),
            "record 2 of 1: {\"id\":1}\nrefused 3 8: another record begins before it ends\n"
            "reply 1 ends: 1\ngroup 5 of 2: {\"id\":3}\nreply 2 ends: 1\n");
  EXPECT_EQ(scan("{\"conversations\":[{\"id\":1},{\"id\":2\n{\"conversations\":[{\"id\":3}]}\n"),
            "record 1 of 1: {\"id\":1}\nrefused 1 7: another record begins before it ends\n"
            "reply 1 ends: 1\nrecord 2 of 2: {\"id\":3}\nreply 2 ends: 1\n");
  EXPECT_EQ(scan("{\"conversations\":[{\"id\":1}],\"total\n{\"id\":2}"),
            "record 1 of 1: {\"id\":1}\nrefused 2 0: the reply that begins on line 1 has no end\n"
            "reply 1 ends: 1\nentity 2: {\"id\":2}\n");
}

TEST(RecordScanner, KeepsALineEndInAStringForTheDecoderToRefuse) {
  EXPECT_EQ(scan("{\"conversations\":[{\"note\":\"two\nlines\"},{\"id\":2}]}"),
            "record 1 of 1: {\"note\":\"two\nlines\"}\nrecord 2 of 1: {\"id\":2}\nreply 1 ends: 2\n");
}

TEST(RecordScanner, SaysWhereTheTextIsCutOff) {
  EXPECT_EQ(scan("{\"conversations\":[{\"id\":1},\n{\"id\":"),
            "record 1 of 1: {\"id\":1}\nrefused 2 6: cut off: the text ends before the record does\n"
            "reply 1 ends: 1\n");
  EXPECT_EQ(scan("\n[{\"id\":1},\n"),
            "entity 2: {\"id\":1}\nrefused 3 0: cut off: the list that begins on line 2 has no end\n");
  EXPECT_EQ(scan("{\"groups\":[{\"id\":1}],\"a\":"),
            "group 1 of 1: {\"id\":1}\nrefused 1 0: cut off: the list that begins on line 1 has no end\n"
            "reply 1 ends: 1\n");
}

TEST(RecordScanner, FindsNothingInNothing) {
  EXPECT_EQ(scan(""), "");
  EXPECT_EQ(scan(" \n\t\r\n"), "");
  EXPECT_EQ(scan("[]"), "");
}

TEST(RecordScanner, SetsAsideOneRecordThatIsTooLargeAndNoOther) {
  const std::string fits = R"({"id":"12345678"})";
  ASSERT_EQ(fits.size(), 17u);
  EXPECT_EQ(scan("{\"entities\":[" + fits + R"(,{"id":"123456789","a":[]},)" + fits + "]}", {17}),
            "entity 1 of 1: " + fits + "\nrefused 1 25: larger than 17 bytes\nentity 1 of 1: " + fits +
                "\nreply 1 ends: 2\n");
}

TEST(RecordScanner, FindsTheListOfAReplyWhoseOtherFieldsAreTooLarge) {
  EXPECT_EQ(scan(R"({"aggregations":"0123456789012345678901234567890","groups":[{"id":1}]})", {20}),
            "group 1 of 1: {\"id\":1}\nreply 1 ends: 1\n");
}

TEST(RecordScanner, KeepsNoMoreOfARefusalThanARecordMayHave) {
  RecordScanner scanner({.max_record_bytes = 10});
  EXPECT_TRUE(scanner.feed("{\"id\":\"" + std::string(1000, 'x')).empty());
  const auto all = scanner.feed(std::string(1000, 'x') + "\"}");
  ASSERT_EQ(all.size(), 1u);
  const auto& refused = std::get<Refused>(all.front());
  EXPECT_EQ(refused.bytes, "{\"id\":\"xxx");
  EXPECT_EQ(refused.size_bytes, 2009u);
}

TEST(RecordScanner, GoesBackNoMoreThanAFewTimesOverATextOfBeginnings) {
  std::string text;
  while (text.size() < 2'000'000) text += "{\"a\":[\n";
  const std::string lines = scan(text);
  EXPECT_TRUE(lines.ends_with("record does\n")) << lines.substr(lines.size() - 200);
}

const std::vector<std::string>& scraps() {
  static const std::vector<std::string> all{"{\"id\":1}",
                                            R"({"conversationId":"a","b":[{"c":"}"}]})",
                                            "{\"conversations\":[",
                                            "{\"groups\":[",
                                            "]}",
                                            "]",
                                            "[",
                                            "{",
                                            "}",
                                            ",",
                                            "\n",
                                            "\n",
                                            "\n",
                                            "\r\n",
                                            "  ",
                                            "    ",
                                            "\"",
                                            "\\",
                                            ":",
                                            "null",
                                            "12",
                                            "\"x\"",
                                            "\xEF\xBB\xBF",
                                            "\xEF\xBB",
                                            R"("dataAvailabilityDate":"2026-11-20T06:00:00Z")",
                                            "rubbish",
                                            "{\"a\":[",
                                            "{\"entities\":[\n  {\"id\":1},\n  {\"id\":2}\n]}\n"};
  return all;
}

std::string any_text() {
  std::string text;
  for (const auto& part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(scraps())))
    text += part;
  return text;
}

TEST(RecordScanner, GivesTheSameHoweverTheTextIsCut) {
  nowthen::testing::expect_property([] {
    const std::string text = any_text();
    for (const ScanLimits limits : {ScanLimits{}, ScanLimits{12}}) {
      const std::string whole = scan(text, limits);
      RC_ASSERT(scan(text, limits, 1) == whole);
      RC_ASSERT(scan(text, limits, *rc::gen::inRange<std::size_t>(2, 30)) == whole);
    }
  });
}

/// A sound value with blanks anywhere, lines that begin with brackets included.
std::string value_text(int depth) {
  const auto blank = [] {
    return *rc::gen::elementOf(std::vector<std::string>{"", "", " ", "\n", "\n  ", "\r\n\t"});
  };
  const int shape = *rc::gen::inRange(0, depth > 0 ? 6 : 3);
  if (shape == 0)
    return "\"" + *rc::gen::elementOf(std::vector<std::string>{"", "}{", "\\\"[", "\\\\"}) + "\"";
  if (shape == 1) return *rc::gen::elementOf(std::vector<std::string>{"null", "-1.5e3", "true"});
  if (shape == 2) return "[" + blank() + "]";
  std::string text;
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
    if (!text.empty()) text += "," + blank();
    if (shape > 3) text += "\"k" + std::to_string(i) + "\"" + blank() + ":" + blank();
    text += value_text(depth - 1) + blank();
  }
  return shape > 3 ? "{" + blank() + text + "}" : "[" + blank() + text + "]";
}

TEST(RecordScanner, GivesBackTheBytesOfEverySoundRecord) {
  nowthen::testing::expect_property([] {
    std::vector<std::string> records;
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
      records.push_back("{\"conversationId\":\n" + value_text(3) + "\n}");
    std::string list;
    std::string lines;
    for (const auto& record : records) {
      list += (list.empty() ? "" : ",\n") + record;
      lines += record + "\n";
    }
    RC_ASSERT(bytes_found(lines) == records);
    RC_ASSERT(bytes_found("[" + list + "]") == records);
    RC_ASSERT(bytes_found("{\"x\":" + value_text(2) + ",\n\"conversations\":[\n" + list + "\n]}") == records);
  });
}

TEST(RecordScanner, ReadsEveryRecordedFileIntoExactlyItsRecords) {
  const std::filesystem::path folder = nowthen::testing::in_shared("data/details");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no recordings at " << folder;
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::string lines = scan(text);
    EXPECT_EQ(lines.find("refused"), std::string::npos) << file.path() << lines;
    for (const auto& bytes : bytes_found(text)) {
      EXPECT_NE(text.find(bytes), std::string::npos);
      EXPECT_NE(bytes.find("\"conversationId\""), std::string::npos);
      ++count;
    }
    EXPECT_EQ(scan(text, {}, 7), lines) << file.path();
  }
  EXPECT_EQ(count, 5u);
}

}  // namespace
}  // namespace nowthen::extract
