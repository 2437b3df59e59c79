#include "webhooks/endpoint_url.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

/// What must not be taken for a public https address, however it is spelled.
const std::vector<std::string> forbidden_urls{
    // Not https, or not a URL.
    "", "https", "https:", "https:/", "https://", "https:///", "https:///path", "//hooks.example.com/",
    "hooks.example.com", "/path", "http://hooks.example.com/", "HTTP://hooks.example.com/",
    "ftp://hooks.example.com/", "file:///etc/passwd", "gopher://hooks.example.com/", "javascript:alert(1)",
    "wss://hooks.example.com/", "https//hooks.example.com", R"(https:\\hooks.example.com\)",
    R"(https://hooks.example.com\@127.0.0.1/)", " https://hooks.example.com/", "https://hooks.example.com/ ",
    "https://hooks.exa mple.com/", "https://hooks.example.com/a b", "https://hooks.example.com/\n",
    "https://hooks.example.com/\r\nHost: x", "https://hooks.example.com/\t", "https://hooks.example.com/%",
    "https://hooks.example.com/\xc3\xbc", "https:hooks.example.com", "https://hooks.example.com/#fragment",
    // Users, ports.
    "https://user@hooks.example.com/", "https://user:secret@hooks.example.com/",
    "https://@hooks.example.com/", "https://:@hooks.example.com/", "https://hooks.example.com@127.0.0.1/",
    "https://hooks.example.com:0/", "https://hooks.example.com:65536/",
    "https://hooks.example.com:99999999999/", "https://hooks.example.com:-1/",
    "https://hooks.example.com:https/", "https://hooks.example.com:/", "https://hooks.example.com:443:80/",
    // Hosts that are none.
    "https://.example.com/", "https://hooks..example.com/", "https://hooks.example.com./", "https://./",
    "https://-hooks.example.com/", "https://hooks-.example.com/", "https://h\xc3\xb6\xc3\xb6ks.example.com/",
    "https://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/", "https://127\xe3\x80\x82.0.0.1/",
    "https://%31%32%37.0.0.1/", "https://127.0.0.%31/", "https://hooks.example%2ecom/",
    "https://%6cocalhost/", "https://hooks,example.com/", "https://hooks;example.com/",
    "https://$(id).example.com/", "https://hooks*.com/", "https://a.b.c.d.e.127/", "https://example.1/",
    "https://example.0x1/", "https://example.com.08/",
    "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com/",
    // IPv4 as it should be, not public.
    "https://0.0.0.0/", "https://0.1.2.3/", "https://10.0.0.1/", "https://10.255.255.255/",
    "https://100.64.0.1/", "https://100.127.255.254/", "https://127.0.0.1/", "https://127.0.0.1:8443/hook",
    "https://127.255.255.254/", "https://169.254.169.254/latest/meta-data/", "https://169.254.0.1/",
    "https://172.16.0.1/", "https://172.31.255.255/", "https://192.0.0.1/", "https://192.0.0.170/",
    "https://192.0.2.1/", "https://192.88.99.1/", "https://192.168.0.1/", "https://192.168.255.255/",
    "https://198.18.0.1/", "https://198.19.255.255/", "https://198.51.100.7/", "https://203.0.113.9/",
    "https://224.0.0.1/", "https://239.255.255.250/", "https://240.0.0.1/", "https://255.255.255.255/",
    // IPv4 as it should not be.
    "https://2130706433/", "https://0x7f000001/", "https://0x7F.0.0.1/", "https://0x7f.1/",
    "https://017700000001/", "https://0177.0.0.1/", "https://0177.0.0.01/", "https://127.1/",
    "https://127.0.1/", "https://10.1/", "https://0/", "https://1/", "https://0x/", "https://0x0/",
    "https://00000000000/", "https://127.0.0.1./", "https://127.0.0.01/", "https://127.00.0.1/",
    "https://127.0.0.0x1/", "https://256.0.0.1/", "https://1.2.3.4.5/", "https://127.0.0.1.1/",
    "https://127.0.0.-1/", "https://127.0.0/", "https://127..0.1/", "https://3232235521/",
    "https://0xc0a80001/", "https://0300.0250.0.1/", "https://0xA9.0xFE.0xA9.0xFE/", "https://2852039166/",
    "https://0251.0376.0251.0376/", "https://8.8.8.010/", "https://08.8.8.8/",
    "https://127.0.0.1.example.com@10.0.0.1/", "https://0x7f000001.0x1/", "https://127.0.0.1.example.com/",
    // IPv6.
    "https://[::]/", "https://[::1]/", "https://[0:0:0:0:0:0:0:1]/", "https://[0000::0001]/",
    "https://[::127.0.0.1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
    "https://[::FFFF:10.0.0.1]/", "https://[::ffff:8.8.8.8]/", "https://[::ffff:0:127.0.0.1]/",
    "https://[64:ff9b::127.0.0.1]/", "https://[64:ff9b::808:808]/", "https://[64:ff9b:1::1]/",
    "https://[100::1]/", "https://[2001::1]/", "https://[2001:0:53aa:64c::1]/", "https://[2001:10::1]/",
    "https://[2001:20::1]/", "https://[2001:db8::1]/", "https://[2002:7f00:1::]/",
    "https://[2002:c0a8:1::1]/", "https://[3fff::1]/", "https://[3fff:fff::1]/", "https://[5f00::1]/",
    "https://[fc00::1]/", "https://[fd12:3456::1]/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/", "https://[febf::1]/", "https://[fec0::1]/", "https://[ff02::1]/",
    "https://[ff0e::1]/", "https://[4000::1]/", "https://[v1.fe80::1]/", "https://[vF.x]/",
    "https://[127.0.0.1]/", "https://[::1/", "https://::1/", "https://[::1]x/", "https://[]/",
    "https://[::g]/", "https://[1::2::3]/", "https://[::1].example.com/",
    "https://[2606:4700::1111]@127.0.0.1/"};

TEST(ParseEndpoint, RefusesEverySpellingOfWhatIsNotPublic) {
  ASSERT_GE(forbidden_urls.size(), 120U);
  for (const std::string& url : forbidden_urls) {
    const auto parsed = parse_endpoint(url, {});
    EXPECT_FALSE(parsed) << url << " was taken for " << (parsed ? parsed->origin() : "");
    if (!parsed) {
      EXPECT_EQ(parsed.error().kind, ErrorKind::invalid_request) << url;
    }
  }
}

TEST(ParseEndpoint, RefusesThemToWhateverNameIsAllowedBeside) {
  for (const std::string& url : forbidden_urls)
    EXPECT_FALSE(parse_endpoint(url, {"hooks.internal", "10.9.9.9"})) << url;
}

TEST(ParseEndpoint, TakesWhatIsPublic) {
  struct Case {
    const char* url;
    const char* origin;
    const char* target;
  };
  for (const Case& each :
       {Case{"https://hooks.example.com/nowthen?a=b%20c", "https://hooks.example.com:443",
             "/nowthen?a=b%20c"},
        Case{"HTTPS://Hooks.Example.COM", "https://hooks.example.com:443", "/"},
        Case{"https://hooks.example.com:8443/", "https://hooks.example.com:8443", "/"},
        Case{"https://8.8.8.8/x", "https://8.8.8.8:443", "/x"},
        Case{"https://100.63.255.255/", "https://100.63.255.255:443", "/"},
        Case{"https://172.32.0.1/", "https://172.32.0.1:443", "/"},
        Case{"https://[2606:4700:4700::1111]/x", "https://[2606:4700:4700::1111]:443", "/x"},
        Case{"https://a_b.1x.example-site.com/", "https://a_b.1x.example-site.com:443", "/"},
        Case{"https://xn--hks-snaa.example/", "https://xn--hks-snaa.example:443", "/"}}) {
    const auto parsed = parse_endpoint(each.url, {});
    ASSERT_TRUE(parsed) << each.url << ": " << parsed.error().message;
    EXPECT_EQ(parsed->origin(), each.origin);
    EXPECT_EQ(parsed->target, each.target);
  }
}

TEST(ParseEndpoint, TakesAPrivateAddressThatIsNamed) {
  EXPECT_TRUE(parse_endpoint("https://10.1.2.3/", {"10.1.2.3"}));
  EXPECT_FALSE(parse_endpoint("https://10.1.2.4/", {"10.1.2.3"}));
  EXPECT_TRUE(parse_endpoint("https://[fd00::1]/", {"fd00:0::1"}));
  EXPECT_FALSE(parse_endpoint("https://0x0a.1.2.3/", {"10.1.2.3"}));
}

TEST(ParseEndpoint, SaysNothingOfPathAndQuery) {
  EXPECT_EQ(parse_endpoint("https://hooks.example.com/token/s3cret?k=v", {})->shown(),
            "https://hooks.example.com/...");
  const auto refused = parse_endpoint("https://10.0.0.1/s3cret", {});
  EXPECT_EQ(refused.error().message.find("s3cret"), std::string::npos);
}

TEST(CheckAddresses, OnePrivateAddressRefusesAll) {
  const auto url = parse_endpoint("https://hooks.example.com/", {}).value();
  EXPECT_TRUE(check_addresses(url, {"8.8.8.8", "2606:4700::1"}, {}));
  for (const char* address :
       {"10.0.0.1", "127.0.0.1", "::1", "fe80::1%eth0", "::ffff:8.8.8.8", "nonsense", ""})
    EXPECT_FALSE(check_addresses(url, {"8.8.8.8", address}, {})) << address;
  EXPECT_FALSE(check_addresses(url, {}, {}));
}

TEST(CheckAddresses, WhatIsNamedMayBePrivate) {
  const auto url = parse_endpoint("https://hooks.internal/", {}).value();
  EXPECT_FALSE(check_addresses(url, {"10.0.0.1"}, {}));
  EXPECT_TRUE(check_addresses(url, {"10.0.0.1"}, {"Hooks.Internal"}));
  EXPECT_TRUE(check_addresses(url, {"10.0.0.1"}, {"10.0.0.1"}));
  EXPECT_FALSE(check_addresses(url, {"10.0.0.2"}, {"10.0.0.1"}));
}

TEST(CheckAllowed, IsAnAddressOrAHost) {
  for (const char* good : {"10.1.2.3", "fd00::1", "hooks.internal", "localhost"})
    EXPECT_TRUE(check_allowed(good)) << good;
  for (const char* bad : {"", "10.0.0.0/8", "https://x/", "10.1", "0x7f.1", "a b", "[::1]"})
    EXPECT_FALSE(check_allowed(bad)) << bad;
}

}  // namespace
}  // namespace nowthen::webhooks
