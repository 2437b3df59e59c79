#include "webhooks/payload.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

TEST(Bounded, IsOneLineOfUtf8OfSoManyBytes) {
  EXPECT_EQ(bounded("\xc3\xbc \xe2\x82\xac \xf0\x9f\x93\x9e"), "\xc3\xbc \xe2\x82\xac \xf0\x9f\x93\x9e");
  EXPECT_EQ(bounded("a\nb\x7f"), "a b ");
  EXPECT_EQ(bounded("abc", 2), "ab");
  EXPECT_EQ(bounded("a\xff\x62"), "a?b");
  EXPECT_EQ(bounded("\xc0\xaf"), "??") << "longer than need be";
  EXPECT_EQ(bounded("\xed\xa0\x80"), "???") << "half a pair";
  EXPECT_EQ(bounded("\xf4\x90\x80\x80"), "????") << "beyond the last";
  EXPECT_EQ(bounded("\xe2\x82"), "??") << "cut";
}

TEST(MakeEvent, ItsIdFollowsFromTheIdentityAlone) {
  const auto id = [](const EventIdentity& identity, const char* key, Instant at) {
    return make_event(identity, key, at, {{"any", 1}}).id;
  };
  const EventIdentity identity{.type = "conversation.held", .subject = "c", .which = "1"};
  EXPECT_EQ(id(identity, "c", {}), id(identity, "d", Instant(std::chrono::seconds(5))));
  EXPECT_NE(id(identity, "c", {}), id({.type = "conversation.held", .subject = "c1", .which = ""}, "c", {}));
  EXPECT_NE(id(identity, "c", {}), id({.type = "conversation.hel", .subject = "dc", .which = "1"}, "c", {}));
}

}  // namespace
}  // namespace nowthen::webhooks
