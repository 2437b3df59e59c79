#include "webhooks/address.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

std::string_view why(const char* text) {
  const auto address = parse_address(text);
  return address ? why_not_public(*address) : "no address";
}

TEST(WhyNotPublic, KnowsTheEdgesOfEachBlock) {
  struct Case {
    const char* address;
    const char* why;
  };
  for (const Case& each : {Case{"9.255.255.255", ""},
                           {"10.0.0.0", "private"},
                           {"11.0.0.0", ""},
                           {"100.63.255.255", ""},
                           {"100.64.0.0", "shared by carriers"},
                           {"100.128.0.0", ""},
                           {"126.255.255.255", ""},
                           {"128.0.0.0", ""},
                           {"169.253.255.255", ""},
                           {"169.255.0.0", ""},
                           {"172.15.255.255", ""},
                           {"172.31.255.255", "private"},
                           {"172.32.0.0", ""},
                           {"192.0.1.0", ""},
                           {"192.167.255.255", ""},
                           {"192.169.0.0", ""},
                           {"198.17.255.255", ""},
                           {"198.20.0.0", ""},
                           {"223.255.255.255", ""},
                           {"224.0.0.0", "multicast"},
                           {"255.255.255.255", "reserved"},
                           {"::", "unspecified"},
                           {"::1", "loopback"},
                           {"::2", "one of IPv4 within IPv6"},
                           {"2000::1", ""},
                           {"2001:1ff::1", "of a protocol's own"},
                           {"2001:200::1", ""},
                           {"2001:db7:ffff::1", ""},
                           {"2001:db8:ffff::1", "for documentation"},
                           {"2001:db9::1", ""},
                           {"2003::1", ""},
                           {"3fff:fff::1", "for documentation"},
                           {"3fff:1000::1", ""},
                           {"4000::1", "reserved"},
                           {"fbff::1", "reserved"},
                           {"fdff::1", "private"},
                           {"fe7f::1", "reserved"},
                           {"ffff::1", "multicast"}})
    EXPECT_EQ(why(each.address), each.why) << each.address;
}

TEST(ParseAddress, TakesOneSpellingOfIpv4) {
  for (const char* bad :
       {"", "1", "1.2.3", "01.2.3.4", "1.2.3.4.", "1.2.3.4.5", "0x1.2.3.4", "256.1.1.1", "1.2.3.4 "})
    EXPECT_FALSE(parse_address(bad)) << bad;
}

}  // namespace
}  // namespace nowthen::webhooks
