#include "net/web_socket_uri.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

TEST(WebSocketUri, IsTakenApartIntoHostPortAndTarget) {
  const auto uri = parse_web_socket_uri("wss://streaming.mypurecloud.de/channels/streaming-0-abc?x=1");
  ASSERT_TRUE(uri);
  EXPECT_EQ(uri->origin.host, "streaming.mypurecloud.de");
  EXPECT_TRUE(uri->origin.encrypted());
  EXPECT_EQ(uri->target, "/channels/streaming-0-abc?x=1");
}

TEST(WebSocketUri, HasATargetWhereThePathIsEmpty) {
  EXPECT_EQ(parse_web_socket_uri("wss://host")->target, "/");
  EXPECT_EQ(parse_web_socket_uri("ws://127.0.0.1:81?channel=1")->target, "/?channel=1");
  EXPECT_EQ(parse_web_socket_uri("WS://localhost:81/")->origin.port, "81");
}

TEST(WebSocketUri, RefusesWhatWouldNotBeSafeAndDoesNotRepeatIt) {
  for (const char* text :
       {"", "streaming", "https://host/x", "ws://host.example/x", "wss://", "wss://user:canary@host/",
        "wss://host/canary path", "wss://host/\ncanary", "wss://host/#canary", "wss://ho%73t/canary"}) {
    const auto uri = parse_web_socket_uri(text);
    ASSERT_FALSE(uri) << text;
    EXPECT_EQ(uri.error().kind, ErrorKind::invalid_request);
    EXPECT_EQ(uri.error().message.find("canary"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace nowthen::net
