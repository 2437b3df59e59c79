#include "genesys/platform/record_list.hpp"

#include <gtest/gtest.h>

#include <nowthen/genesys/detail_decoder.hpp>

#include "genesys/platform/reply_reading.hpp"

namespace nowthen::genesys::platform {
namespace {

/// How many records a reader finds in a reply.
struct Reader {
  const char* name;
  std::string key;
  Result<std::size_t> (*count)(const std::string& body);
};
void PrintTo(const Reader& reader, std::ostream* out) { *out << reader.name; }

Result<std::size_t> in_job_page(const std::string& body) {
  const auto page = read_job_page(body);
  if (!page) return page.error();
  return page->records.size();
}

Result<std::size_t> in_conversations(const std::string& body) {
  const auto found = read_conversations(body);
  if (!found) return found.error();
  return found->records.size();
}

Result<std::size_t> in_entities(const std::string& body) {
  const auto reply = read_entities(body);
  if (!reply) return reply.error();
  return reply->page.entities.size();
}

class ListedRecords : public testing::TestWithParam<Reader> {
 protected:
  static std::string record() { return R"({"conversationId":"a","id":"a"})"; }
  static std::string keyed(const std::string& value) { return "\"" + GetParam().key + "\":" + value; }
  static std::string body(const std::string& value) { return "{" + keyed(value) + R"(,"pageNumber":1})"; }
  static Result<std::size_t> count(const std::string& body) { return GetParam().count(body); }
};
INSTANTIATE_TEST_SUITE_P(Table, ListedRecords,
                         testing::Values(Reader{"job page", "conversations", in_job_page},
                                         Reader{"conversations by id", "conversations", in_conversations},
                                         Reader{"entities", "entities", in_entities}));

TEST_P(ListedRecords, AreReadBehindAByteOrderMark) {
  EXPECT_EQ(count("\xEF\xBB\xBF" + body("[" + record() + "]")).value(), 1U);
}

TEST_P(ListedRecords, AreNoneWhereTheListIsEmptyOrNull) {
  EXPECT_EQ(count(body("[]")).value(), 0U);
  EXPECT_EQ(count(body("null")).value(), 0U);
}

TEST_P(ListedRecords, AreRefusedRatherThanLostWhereTheyCannotBeToldApart) {
  const std::string list = "[" + record() + "]";
  std::string endless = "[" + record();
  for (std::size_t i = 0; i < max_listed; ++i) endless += "," + record();
  const std::string escaped = "{\"" + GetParam().key.substr(0, 6) + "\\u00" +
                              (GetParam().key == "entities" ? "65" : "73") + GetParam().key.substr(7) + "\":";
  for (const std::string& reply :
       {body(R"({"a":1})"), body("7"), body(R"("text")"), body("true"), body(endless + "]"),
        body(list + "," + keyed(list)), body(list + "," + keyed("null")), body("null," + keyed(list)),
        escaped + list + R"(,"pageNumber":1})"}) {
    const auto records = count(reply);
    ASSERT_FALSE(records) << reply.substr(0, 200);
    EXPECT_EQ(records.error().kind, ErrorKind::malformed_reply);
    EXPECT_NE(records.error().message.find(GetParam().key + ": not a list"), std::string::npos)
        << reply.substr(0, 200) << "\n"
        << records.error().message;
  }
}

TEST(ConversationBehindAByteOrderMark, KeepsItsBytesWithoutTheMark) {
  EXPECT_EQ(read_conversation("\xEF\xBB\xBF{\"conversationId\":\"a\"}").value().json,
            R"({"conversationId":"a"})");
}

/// A thousand empty participants take little text and much memory: so much of it is allowed as the text is
/// long. White space is not kept, so it must not count either.
TEST(DetailPage, SetsAsideWhatCouldNotBeReadAgainFromTheBytesThatAreKept) {
  const std::string space(100, ' ');
  std::string parts = "{}";
  for (int i = 0; i < 50'000; ++i) parts += "," + space + "{}";
  const auto page =
      read_job_page(R"({"conversations":[{"conversationId":"a","participants":[)" + parts + "]}]}").value();
  for (const auto& record : page.records) EXPECT_TRUE(decode_detail(record.json));
  ASSERT_EQ(page.set_aside.size(), 1U);
}

TEST(DetailPage, KeepsWhatIsIndentedAsItWouldBeReadAgain) {
  const auto page = read_job_page(R"({"conversations": [ { "conversationId" : "a",
      "conversationStart": "2026-11-20T09:00:00.000Z", "novel": { "list": [ 1, { "b": "x  y" } ] } } ] })")
                        .value();
  ASSERT_EQ(page.records.size(), 1U);
  EXPECT_EQ(page.records[0].json.find('\n'), std::string::npos);
  EXPECT_EQ(page.records[0].detail, decode_detail(page.records[0].json).value());
}

}  // namespace
}  // namespace nowthen::genesys::platform
