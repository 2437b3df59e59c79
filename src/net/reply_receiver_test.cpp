#include "net/reply_receiver.hpp"

#include <gtest/gtest.h>

#include "support/compressed.hpp"

namespace nowthen::net {
namespace {

Result<Reply> receive(ReplyReceiver& receiver, const std::vector<std::string>& lines,
                      const std::string& body = "") {
  receiver.start();
  for (const auto& line : lines)
    if (!receiver.add_header_line(line)) return receiver.finish();
  if (!body.empty()) receiver.add_body(body);
  return receiver.finish();
}

Result<Reply> receive(const std::vector<std::string>& lines, const std::string& body = "",
                      ReplyLimits limits = {}) {
  ReplyReceiver receiver(limits);
  return receive(receiver, lines, body);
}

TEST(ReplyReceiver, TakesStatusFieldsAndBody) {
  const auto reply = receive(
      {"HTTP/1.1 404 Not Found\r\n", "A: 1\r\n", "b:\t2 \r\n", "A: 3\r\n", "Empty:\r\n", "\r\n"}, "text");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 404);
  EXPECT_EQ(reply->headers.size(), 4U);
  EXPECT_EQ(reply->headers.get("a"), "1");
  EXPECT_EQ(reply->headers.get("B"), "2");
  EXPECT_EQ(reply->headers.get("empty"), "");
  EXPECT_EQ(reply->body, "text");
}

TEST(ReplyReceiver, TakesTheStatusLineOfEveryVersion) {
  for (const char* line : {"HTTP/2 200 \r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 200\r\n"})
    EXPECT_EQ(receive({line, "\r\n"})->status, 200) << line;
}

TEST(ReplyReceiver, RefusesAHeadThatIsNotHttp) {
  for (const char* line :
       {"HTTP/1.1\r\n", "HTTP/1.1 \r\n", "HTTP/1.1 2x0\r\n", "HTTP/1.1 99\r\n", "HTTP/1.1 -20\r\n"})
    EXPECT_EQ(receive({line}).error().kind, ErrorKind::malformed_reply) << line;
  EXPECT_EQ(receive({"HTTP/1.1 200 OK", "no colon"}).error().kind, ErrorKind::malformed_reply);
}

TEST(ReplyReceiver, DropsInterimReplies) {
  const auto reply =
      receive({"HTTP/1.1 103 Early Hints", "Link: x", "", "HTTP/1.1 200 OK", "A: 1", ""}, "text");
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->headers.get("Link"), std::nullopt);
  EXPECT_EQ(receive({"HTTP/1.1 100 Continue", ""}).error().kind, ErrorKind::transient);
}

TEST(ReplyReceiver, NoticesAHeadWithoutAnEnd) {
  EXPECT_EQ(receive({"HTTP/1.1 200 OK", "Content-Le"}).error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(receive({"HTTP/1.1 200 OK", "A: 1"}).error().kind, ErrorKind::transient);
}

TEST(ReplyReceiver, JoinsFoldedLines) {
  EXPECT_EQ(receive({"HTTP/1.1 200 OK", "A: one", "  two", ""})->headers.get("A"), "one two");
}

TEST(ReplyReceiver, InflatesAndTakesTheEncodingOutOfTheHeaders) {
  const auto packed = nowthen::testing::gzip("text");
  const auto reply = receive(
      {"HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: " + std::to_string(packed.size()), ""},
      packed);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->body, "text");
  EXPECT_EQ(reply->headers.size(), 0U);
}

TEST(ReplyReceiver, RefusesStackedEncodingsInOneFieldOrTwo) {
  EXPECT_EQ(receive({"HTTP/1.1 200 OK", "Content-Encoding: gzip, zstd", ""}, "x").error().kind,
            ErrorKind::malformed_reply);
  EXPECT_EQ(
      receive({"HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip", ""}, "x").error().kind,
      ErrorKind::malformed_reply);
}

TEST(ReplyReceiver, NeedsNoBodyWhereAnEncodingIsNamed) {
  EXPECT_EQ(receive({"HTTP/1.1 304 Not Modified", "Content-Encoding: gzip", ""})->body, "");
}

TEST(ReplyReceiver, TellsAReplyCutShortApartFromABrokenOne) {
  const auto packed = nowthen::testing::zstd("text that is long enough");
  const std::vector<std::string> head{"HTTP/1.1 200 OK", "Content-Encoding: zstd", ""};
  EXPECT_EQ(receive(head, packed.substr(0, packed.size() - 1)).error().kind, ErrorKind::transient);
  EXPECT_EQ(receive(head, "rubbish").error().kind, ErrorKind::malformed_reply);
}

TEST(ReplyReceiver, BoundsTheHeadInBytesAndFields) {
  const ReplyLimits limits{.head_bytes = 1000, .head_fields = 10};
  EXPECT_EQ(receive({"HTTP/1.1 200 OK", "A: " + std::string(1000, 'x')}, "", limits).error().kind,
            ErrorKind::malformed_reply);
  std::vector<std::string> many(11, "A: 1");
  many.insert(many.begin(), "HTTP/1.1 200 OK");
  EXPECT_EQ(receive(many, "", limits).error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(receive(std::vector<std::string>(11, "HTTP/1.1 100 Continue"), "", limits).error().kind,
            ErrorKind::malformed_reply);
}

TEST(ReplyReceiver, IgnoresTrailersButCountsThem) {
  ReplyReceiver receiver({.head_fields = 5});
  receiver.start();
  receiver.add_header_line("HTTP/1.1 200 OK");
  receiver.add_header_line("");
  receiver.add_body("text");
  EXPECT_TRUE(receiver.add_header_line("Status: trailing"));
  for (int i = 0; i < 10; ++i) receiver.add_header_line("T: x");
  EXPECT_TRUE(receiver.refused());
}

TEST(ReplyReceiver, KeepsNothingOfTheReplyBefore) {
  ReplyReceiver receiver({.body_bytes = 10});
  EXPECT_FALSE(receive(receiver, {"HTTP/1.1 200 OK", "A: 1", ""}, "far too long a text"));
  const auto second = receive(receiver, {"HTTP/1.1 201 Created", ""}, "ok");
  EXPECT_EQ(second->status, 201);
  EXPECT_EQ(second->headers.size(), 0U);
  EXPECT_EQ(second->body, "ok");
  EXPECT_EQ(receive(receiver, {}).error().kind, ErrorKind::transient);
}

}  // namespace
}  // namespace nowthen::net
