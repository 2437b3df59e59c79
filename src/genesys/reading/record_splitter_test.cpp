#include "genesys/reading/record_splitter.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::reading {
namespace {

std::optional<SplitReply> split(std::string_view reply) { return split_records(reply, "list", 3); }

TEST(RecordSplitter, FindsTheElementsOfTheList) {
  const std::string_view reply =
      R"( {"a":{"list":[9]},"list" : [ {"x":"]},\"["} , 5,[[1],{}] ] ,"b":"list"} )";
  const auto parts = split(reply);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->records, (std::vector<std::string_view>{R"({"x":"]},\"["})", "5", "[[1],{}]"}));
  EXPECT_EQ(parts->envelope, R"( {"a":{"list":[9]},"list" : [] ,"b":"list"} )");
}

TEST(RecordSplitter, LooksAtNothingInsideAString) {
  const auto parts = split("{\"list\":[{\"x\":\"\xFF\x01\"},{}]}");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->records.size(), 2u);
}

TEST(RecordSplitter, FailsWhereTheBracketsDoNotFit) {
  for (const char* reply : {"",
                            "[]",
                            "{",
                            "{}",
                            R"({"a":1})",
                            R"({"list":{}})",
                            R"({"list":[1},"a":[2])",
                            R"({"list":[{]}})",
                            R"({"list":[{}{}]})",
                            R"({"list":["a":1]})",
                            R"({"list":[1,]})",
                            R"({"list":[,1]})",
                            R"({"list":[1]]})",
                            R"({"list":[1]} {})",
                            R"({"list":[1])",
                            R"({"list":["a]})",
                            R"({"list":[1],"list":[2]})",
                            R"({"list":[1,2,3,4]})",
                            R"({"list":[1],})",
                            R"({"list":[1]"a":2})",
                            R"({list:[1]})"})
    EXPECT_FALSE(split(reply)) << reply;
}

TEST(RecordSplitter, EndsWhereTheTextEnds) {
  const std::string reply = R"({"a":[{}],"list":[{"x":"y\\"},{"z":[1,2]}],"b":null})";
  for (std::size_t length = 0; length < reply.size(); ++length) EXPECT_FALSE(split(reply.substr(0, length)));
  EXPECT_TRUE(split(reply));
  EXPECT_FALSE(split(R"({"list":[)" + std::string(2'000'000, '[')));
}

}  // namespace
}  // namespace nowthen::genesys::reading
