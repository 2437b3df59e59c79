#include "net/proxy_choice.hpp"

#include <gtest/gtest.h>

#include <map>

namespace nowthen::net {
namespace {

const Origin remote{.url = "https://api.example", .host = "api.example"};
const Origin local{.url = "http://127.0.0.1:1", .host = "127.0.0.1", .loopback = true};

Environment environment(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
  };
}

TEST(ChooseProxy, PrefersWhatWasAskedFor) {
  const auto choice = choose_proxy(remote, {.proxy = "http://asked:1", .no_proxy = "a"},
                                   environment({{"HTTPS_PROXY", "http://env:2"}, {"NO_PROXY", "b"}}));
  EXPECT_EQ(choice->proxy, "http://asked:1");
  EXPECT_EQ(choice->no_proxy, "a");
}

TEST(ChooseProxy, ReadsTheEnvironmentInItsUsualOrder) {
  const Environment all =
      environment({{"HTTPS_PROXY", "http://upper"}, {"ALL_PROXY", "http://all"}, {"NO_PROXY", "b"}});
  EXPECT_EQ(choose_proxy(remote, {}, all)->proxy, "http://upper");
  EXPECT_EQ(choose_proxy(remote, {}, all)->no_proxy, "b");
  EXPECT_EQ(choose_proxy(remote, {}, environment({{"ALL_PROXY", "http://all"}}))->proxy, "http://all");
  EXPECT_EQ(choose_proxy(remote, {}, environment({}))->proxy, "");
}

TEST(ChooseProxy, NeverTakesTheEnvironmentsForLoopback) {
  EXPECT_EQ(
      choose_proxy(local, {}, environment({{"HTTPS_PROXY", "http://p"}, {"ALL_PROXY", "http://p"}}))->proxy,
      "");
}

TEST(ChooseProxy, RefusesToCarryPlainHttpToAnotherMachine) {
  for (const char* proxy :
       {"http://asked:1", "http://u:s3cret@10.0.0.1:1", "p:3128", "http://127.0.0.1.example:1",
        "https://[2001:db8::1]:1", "socks5h://localhost.example"}) {
    const auto choice = choose_proxy(local, {.proxy = proxy}, environment({}));
    ASSERT_FALSE(choice) << proxy;
    EXPECT_EQ(choice.error().kind, ErrorKind::invalid_request);
    EXPECT_NE(choice.error().hint.find("https://"), std::string::npos);
    EXPECT_EQ(choice.error().message.find("s3cret"), std::string::npos);
  }
  for (const char* proxy :
       {"http://127.0.0.1:1", "localhost:3128", "http://u:p@[::1]:1/", "socks5://127.1.2.3"})
    EXPECT_TRUE(choose_proxy(local, {.proxy = proxy}, environment({}))) << proxy;
  const Origin encrypted{.url = "https://127.0.0.1:1", .host = "127.0.0.1", .loopback = true};
  EXPECT_TRUE(choose_proxy(encrypted, {.proxy = "http://asked:1"}, environment({})));
}

TEST(ChooseProxy, RefusesWhatIsNoProxyWithoutRepeatingIt) {
  for (const char* proxy :
       {"ftp://s3cret:s3cret@p", "http://", "http://s3cret p", "http://p\r\ns3cret",
        "http://user:s3/cret@p:1", "http://user:s3cret#@p", "user:s3cret?x@p", "http:///s3cret@p"}) {
    const auto choice = choose_proxy(remote, {.proxy = proxy}, environment({}));
    ASSERT_FALSE(choice) << proxy;
    EXPECT_EQ(choice.error().kind, ErrorKind::invalid_request);
    EXPECT_EQ(choice.error().message.find("s3cret"), std::string::npos);
  }
  for (const char* proxy : {"p:3128", "http://p", "https://u:w@p:1", "socks5h://p:1080", "http://p:1/"})
    EXPECT_TRUE(choose_proxy(remote, {.proxy = proxy}, environment({}))) << proxy;
}

TEST(ProxyName, HasNoCredentials) {
  EXPECT_EQ(proxy_name("http://user:s3cret@proxy:3128/x"), "proxy:3128");
  EXPECT_EQ(proxy_name("user:p@ss@proxy"), "proxy");
  EXPECT_EQ(proxy_name("proxy:1?x#y"), "proxy:1");
}

}  // namespace
}  // namespace nowthen::net
