#include "warehouse/schema/json_text.hpp"

#include <gtest/gtest.h>

#include "warehouse/schema/segment_columns.hpp"

namespace nowthen::warehouse {
namespace {

template <class Value>
std::string json_of(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

TEST(JsonText, EscapesWhatMayNotStandInAString) {
  EXPECT_EQ(json_of(std::string("a \"b\" \\ /\n\r\t\x01\x1F\x7F")), R"("a \"b\" \\ /\n\r\t\u0001\u001f)"
                                                                    "\x7F\"");
  EXPECT_EQ(json_of(std::string("é😀")), "\"é😀\"");
  EXPECT_EQ(json_of(std::string("\0", 1)), R"("\u0000")");
}

TEST(JsonText, WritesNumbersThatComeBackTheSame) {
  EXPECT_EQ(json_of(std::int64_t{INT64_MIN}), "-9223372036854775808");
  EXPECT_EQ(json_of(4.882352828979492), "4.882352828979492");
  EXPECT_EQ(json_of(-1e-9), "-1e-09");
  EXPECT_EQ(json_of(true), "true");
  EXPECT_EQ(json_of(Instant(std::chrono::milliseconds(1))), R"("1970-01-01T00:00:00.001Z")");
}

TEST(JsonText, LeavesOutWhatIsAbsent) {
  EXPECT_EQ(json_of(std::vector<ScoredAgent>{{}, {.agent_score = 0, .scored_agent_id = "u", .extra = ""}}),
            R"([{},{"agent_score":0,"scored_agent_id":"u"}])");
}

TEST(JsonText, KeepsWhatTheMembersCannotHold) {
  EXPECT_EQ(
      json_of(SegmentProperty{.property = "p", .property_type = "", .value = "", .extra = R"({"value":""})"}),
      R"({"property":"p","extra":{"value":""}})");
}

}  // namespace
}  // namespace nowthen::warehouse
