#include "extract/privacy/named_ids.hpp"

#include <gtest/gtest.h>

namespace nowthen::extract {
namespace {

using Ids = std::vector<std::string>;

TEST(IdsOfRecord, AreThoseOfTheFirstLevel) {
  EXPECT_EQ(ids_of_record(R"({"a":{"conversationId":"no"}, "conversationId" : "c-1"})", {}), Ids{"c-1"});
  EXPECT_EQ(ids_of_record(R"({"conversationId":"a","conversationId":"b"})", {}), (Ids{"a", "b"}));
  EXPECT_EQ(ids_of_record(R"({"conversation\u0049d":"\u0063-1"})", {}), Ids{"c-1"});
  EXPECT_EQ(ids_of_record(R"({"id":"e","conversationId":"g"})", RecordKind::tutorial_entity), Ids{"e"});
  EXPECT_EQ(ids_of_record(R"({"id":"e","conversationId":"g"})", RecordKind::tutorial_group), Ids{"g"});
  for (const char* none : {"{}", "[]", R"({"conversationId":7})", R"({"conversationId":"c")", "", "c-1"})
    EXPECT_FALSE(ids_of_record(none, {})) << none;
}

bool names(std::string_view bytes, std::string_view id) {
  return names_any(bytes, [id](std::string_view name) { return name == id; });
}

TEST(NamesAny, FindsAnIdWhereverItStandsAndNoPartOfOne) {
  EXPECT_TRUE(names(R"({"conversationId":"c-1", broken)", "c-1"));
  EXPECT_TRUE(names("c-1", "c-1"));
  EXPECT_TRUE(names("see c-1.", "c-1"));
  EXPECT_TRUE(names(R"(x"\u0063-1"y)", "c-1"));
  EXPECT_TRUE(names(R"(a quote " more, "odd id:1")", "odd id:1"));
  EXPECT_FALSE(names(R"({"conversationId":"c-12"} xc-1 c-1-2 c_1)", "c-1"));
  EXPECT_FALSE(names("", "c-1"));
}

}  // namespace
}  // namespace nowthen::extract
