#include "net/wire_plan.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

using Ending = Delivery::Ending;

std::string wire(const Reply& reply, const Delivery& delivery = {}, const RequestTraits& traits = {}) {
  const WirePlan plan({reply, delivery}, traits);
  std::string bytes;
  for (const auto piece : plan.pieces()) bytes += piece;
  return bytes;
}

Ending ending(const Delivery& delivery, const RequestTraits& traits = {}) {
  return WirePlan({.reply = {}, .delivery = delivery}, traits).ending();
}

TEST(WirePlan, SendsHeadAndBody) {
  EXPECT_EQ(wire({.status = 200, .headers = {{"A", "1"}}, .body = "text"}),
            "HTTP/1.1 200 OK\r\nA: 1\r\nContent-Length: 4\r\n\r\ntext");
}

TEST(WirePlan, KeepsItsBusinessToItselfAndNoFieldBreaksItsLine) {
  const Reply reply{
      .status = 200,
      .headers = {
          {"content-length", "99"}, {"Connection", "x"}, {"A", "1\r\nB: 2"}, {"C\n", "3"}, {"", "4"}}};
  EXPECT_EQ(wire(reply), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST(WirePlan, SendsNoBodyWhereNoneIsAllowed) {
  EXPECT_EQ(wire({.status = 204, .body = "text"}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(wire({.status = 304, .body = "text"}), "HTTP/1.1 304 Not Modified\r\n\r\n");
  EXPECT_EQ(wire({.status = 200, .body = "text"}, {}, {.head_method = true}),
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(wire({.status = 200, .body = "text"}, {.chunked = true}, {.head_method = true}),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
}

TEST(WirePlan, SendsChunks) {
  EXPECT_EQ(wire({.body = "text"}, {.chunked = true}),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n");
  EXPECT_EQ(wire({}, {.chunked = true}), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  const std::string two_and_more(0x4000 * 2 + 1, 'x');
  const std::string bytes = wire({.body = two_and_more}, {.chunked = true});
  EXPECT_NE(bytes.find("\r\n\r\n4000\r\nxxx"), std::string::npos);
  EXPECT_TRUE(bytes.ends_with("x\r\n1\r\nx\r\n0\r\n\r\n"));
}

TEST(WirePlan, SendsNoChunksToAnOldPeer) {
  EXPECT_EQ(wire({.body = "x"}, {.chunked = true}, {.http_1_0 = true, .keep_alive = false}),
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
}

TEST(WirePlan, CutsTheHead) {
  EXPECT_EQ(wire({.body = "text"}, {.cut_head_after = 8}), "HTTP/1.1");
  EXPECT_EQ(wire({.body = "text"}, {.cut_head_after = 0}), "");
  EXPECT_EQ(wire({.body = "text"}, {.cut_head_after = 9999}), "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
}

TEST(WirePlan, CutsTheBodyButAnnouncesTheWhole) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";
  EXPECT_EQ(wire({.body = "text"}, {.cut_body_after = 0}), head);
  EXPECT_EQ(wire({.body = "text"}, {.cut_body_after = 3}), head + "tex");
  EXPECT_EQ(wire({.body = "text"}, {.cut_body_after = 4}), head + "text");
}

TEST(WirePlan, CutsChunksInTheirDataAndBeforeTheLast) {
  const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(wire({.body = "text"}, {.cut_body_after = 3, .chunked = true}), head + "4\r\ntex");
  EXPECT_EQ(wire({.body = "text"}, {.cut_body_after = 4, .chunked = true}), head + "4\r\ntext\r\n");
}

TEST(WirePlan, KeepsNoConnectionBehindACut) {
  EXPECT_EQ(ending({}), Ending::keep_alive);
  EXPECT_EQ(ending({.cut_body_after = 0}), Ending::close);
  EXPECT_EQ(ending({.cut_head_after = 0}), Ending::close);
  EXPECT_EQ(ending({.cut_head_after = 0, .ending = Ending::stall}), Ending::stall);
  EXPECT_EQ(ending({.ending = Ending::reset}), Ending::reset);
  EXPECT_EQ(ending({}, {.keep_alive = false}), Ending::close);
}

TEST(WirePlan, AnnouncesACloseUnlessItPretends) {
  EXPECT_NE(wire({}, {.ending = Ending::close}).find("Connection: close"), std::string::npos);
  EXPECT_EQ(wire({}, {.cut_body_after = 0, .ending = Ending::close}).find("Connection: close"),
            std::string::npos);
  EXPECT_NE(wire({}, {}, {.http_1_0 = true}).find("Connection: keep-alive"), std::string::npos);
}

TEST(WirePlan, DoesNotCopyTheBody) {
  Reply reply{.body = std::string(100'000, 'x')};
  const char* data = reply.body.data();
  const WirePlan plan({.reply = std::move(reply)}, {});
  EXPECT_EQ(plan.pieces().at(1).data(), data);
}

}  // namespace
}  // namespace nowthen::net
