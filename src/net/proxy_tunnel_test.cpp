#include "net/proxy_tunnel.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

const Origin streaming{.url = "https://streaming.mypurecloud.de", .host = "streaming.mypurecloud.de"};

TEST(ProxyTunnel, GoesThroughAnHttpProxyWithItsCredentials) {
  const auto proxy = tunnel_proxy(streaming, {.proxy = "http://me:pass%20word@proxy.example:3128"});
  ASSERT_TRUE(proxy && *proxy);
  EXPECT_EQ((*proxy)->host, "proxy.example");
  EXPECT_EQ((*proxy)->port, "3128");
  EXPECT_EQ((*proxy)->authorization, "Basic bWU6cGFzcyB3b3Jk");
}

TEST(ProxyTunnel, HasNoSchemeOrPortAsCurlTakesIt) {
  const auto proxy = tunnel_proxy(streaming, {.proxy = "proxy.example"});
  ASSERT_TRUE(proxy && *proxy);
  EXPECT_EQ((*proxy)->port, "1080");
  EXPECT_EQ((*proxy)->authorization, "");
}

TEST(ProxyTunnel, IsNotUsedForHostsThatAreExempt) {
  for (const char* list : {"*", "streaming.mypurecloud.de", "other, .mypurecloud.de", "MYPURECLOUD.de"})
    EXPECT_FALSE(tunnel_proxy(streaming, {.proxy = "proxy.example", .no_proxy = list})->has_value()) << list;
  for (const char* list : {"", ",", "purecloud.de", "streaming.mypurecloud.de.example"})
    EXPECT_TRUE(tunnel_proxy(streaming, {.proxy = "proxy.example", .no_proxy = list})->has_value()) << list;
}

TEST(ProxyTunnel, RefusesOtherKindsOfProxies) {
  for (const char* text : {"socks5://canary:1", "https://canary:1", "http://"}) {
    const auto proxy = tunnel_proxy(streaming, {.proxy = text});
    ASSERT_FALSE(proxy) << text;
    EXPECT_EQ(proxy.error().message.find("canary"), std::string::npos);
  }
}

}  // namespace
}  // namespace nowthen::net
