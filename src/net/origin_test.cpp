#include "net/origin.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

TEST(ParseOrigin, TakesHttpsAnywhereAndHttpToLoopback) {
  for (const char* url :
       {"https://api.mypurecloud.de", "https://h:8443/prefix", "HTTPS://H", "https://[2001:db8::1]:1",
        "https://1.2.3.4", "http://127.0.0.1:8780", "http://127.1.2.3", "http://localhost",
        "http://LocalHost:1/x/y", "http://[::1]:80"})
    EXPECT_TRUE(parse_origin(url)) << url;
}

TEST(ParseOrigin, RefusesEverythingElse) {
  for (const char* url : {"",
                          "api.mypurecloud.de",
                          "localhost:80",
                          "//host",
                          "ftp://host",
                          "file:///etc/passwd",
                          "https://",
                          "https:///x",
                          "http://example.com",
                          "http://10.0.0.1",
                          "http://localhost.example.com",
                          "http://127.0.0.1.example.com",
                          "http://127.0.0.1x",
                          "http://[::1]x",
                          "http://127.0.0.1.example.com/x",
                          "http://0.0.0.0",
                          "http://[::]",
                          "http://[fe80::1]",
                          "http://localhost.",
                          "http://127.1",
                          "http://2130706433",
                          "https://user@host",
                          "https://user:pw@host",
                          "https://@host",
                          "http://localhost@example.com",
                          "https://host?x",
                          "https://host/#f",
                          "https://host:0",
                          "https://host:65536",
                          "https://host:x",
                          "https://ho st",
                          "https://host\r\nX: y",
                          "https://127.0.0.1%2eexample.com",
                          "http://%6cocalhost"}) {
    const auto origin = parse_origin(url);
    ASSERT_FALSE(origin) << url;
    EXPECT_EQ(origin.error().kind, ErrorKind::invalid_request) << url;
  }
}

TEST(ParseOrigin, NeverRepeatsAPassword) {
  for (const char* url :
       {"https://user:s3cret@host", "https://user:s3cret@", "ftp://s3cret", "http://s3cret@host:99999"})
    EXPECT_EQ(parse_origin(url).error().message.find("s3cret"), std::string::npos) << url;
}

TEST(ParseOrigin, KeepsThePrefixWithoutASlashAtItsEnd) {
  EXPECT_EQ(parse_origin("https://h/a/b//")->url, "https://h/a/b");
  EXPECT_EQ(parse_origin("https://h:1/")->url, "https://h:1");
}

TEST(ParseOrigin, TellsHostAndLoopback) {
  EXPECT_EQ(parse_origin("https://api.mypurecloud.de/x")->host, "api.mypurecloud.de");
  EXPECT_FALSE(parse_origin("https://api.mypurecloud.de/x")->loopback);
  EXPECT_EQ(parse_origin("https://[::1]:1")->host, "::1");
  EXPECT_TRUE(parse_origin("https://[::1]:1")->loopback);
}

}  // namespace
}  // namespace nowthen::net
