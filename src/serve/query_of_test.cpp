#include "serve/query_of.hpp"

#include <gtest/gtest.h>

namespace nowthen::serve {
namespace {

TEST(Query, DecodesPathAndFields) {
  const auto query = Query::of("/api/conversations/a%2Fb?queue=one&queue=t%20w+o&empty=");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->path(), "/api/conversations/a/b");
  EXPECT_EQ(query->text("queue"), "one");
  EXPECT_EQ(query->texts("queue"), (std::vector<std::string>{"one", "t w o"}));
  EXPECT_TRUE(query->texts("empty").empty());
  EXPECT_EQ(query->text("missing"), "");
}

TEST(Query, RefusesWhatIsNoTarget) {
  for (const char* target : {"", "x", "/%zz", "/a?b=%1", "http://[", "/a b"})
    EXPECT_FALSE(Query::of(target)) << target;
}

TEST(Query, NamesTheFieldThatIsWrong) {
  const auto query = Query::of("/x?from=2026-11-12T00:00:00Z&to=2026-11-11T00:00:00Z&limit=1001&at=soon");
  EXPECT_EQ(query->interval(10).error().message, "to must be later than from");
  EXPECT_EQ(query->number("limit", 100, 1, 1000).error().message, "limit must be a number from 1 to 1000");
  EXPECT_EQ(query->instant("at").error().message, "at must be an instant, such as 2026-11-12T09:30:00Z");
  EXPECT_EQ(query->number("other", 100, 1, 1000).value(), 100);
  const auto longer = Query::of("/x?from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z");
  EXPECT_EQ(longer->interval(30).error().message, "to must be at most 30 days later than from");
}

}  // namespace
}  // namespace nowthen::serve
