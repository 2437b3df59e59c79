#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "simulator/http/gzip.hpp"
#include "simulator/http/json_text.hpp"
#include "simulator/http/problem.hpp"
#include "simulator/http/target.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

TEST(JsonText, EscapesWhatHasTo) {
  std::string out;
  append_json_string(out, std::string_view("a\"b\\c\n\r\t\x01\0d", 11));
  EXPECT_EQ(out, R"("a\"b\\c\n\r\t\u0001\u0000d")");
}

TEST(JsonText, WritesInstantsLikeTheRest) {
  nowthen::testing::expect_property("any instant of two centuries", [] {
    const Instant instant{std::chrono::milliseconds(*rc::gen::inRange<std::int64_t>(0, 7'258'118'400'000))};
    std::string out;
    append_json_instant(out, instant);
    RC_ASSERT(out == '"' + format_instant(instant) + '"');
  });
}

TEST(JsonText, WritesSecondsWithAsManyDigitsAsTheyHave) {
  const std::vector<std::pair<int, std::string>> cases{
      {0, "0.0"}, {45'000, "45.0"}, {120'500, "120.5"}, {345'250, "345.25"}, {1, "0.001"}, {10, "0.01"}};
  for (const auto& [milliseconds, text] : cases) {
    std::string out;
    append_json_seconds(out, std::chrono::milliseconds(milliseconds));
    EXPECT_EQ(out, text);
  }
}

TEST(HttpDate, IsTheOneOfTheStandard) {
  EXPECT_EQ(http_date(parse_instant("1994-11-06T08:49:37.999Z").value()), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Target, IsSplitAndDecoded) {
  const auto target = parse_target("/a%20b?x=1+2&y=%26&z&=v&x=3");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a b");
  EXPECT_EQ(field(target->query, "x"), "1 2");
  EXPECT_EQ(field(target->query, "y"), "&");
  EXPECT_EQ(field(target->query, "z"), "");
  EXPECT_EQ(field(target->query, "absent"), std::nullopt);
}

TEST(Target, ComesBackFromItsEncodedForm) {
  const std::string text = "a b+c&d=e%f/*~\xC3\xA4";
  EXPECT_EQ(percent_encoded("a b*\xC3\xA4"), "a%20b%2A%C3%A4");
  const auto fields = parse_form(percent_encoded(text) + "=" + percent_encoded(text));
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields, (Fields{{text, text}}));
}

TEST(Fields, AreListedWhetherRepeatedOrWithCommas) {
  const Fields fields{{"id", "a,b"}, {"name", "n"}, {"id", ""}, {"id", ",c,"}};
  EXPECT_EQ(listed_values(fields, "id"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(listed_values(fields, "nothing").empty());
}

TEST(Target, IsRefusedWhenBroken) {
  for (const char* text : {"", "a", "?x", "/%", "/%4", "/%zz", "/?x=%", "http://h/"})
    EXPECT_FALSE(parse_target(text)) << text;
  nowthen::testing::expect_property("any text",
                                    [](const std::string& text) { (void)parse_target(text).has_value(); });
}

TEST(Gzip, ComesBackAsItWent) {
  nowthen::testing::expect_property("any bytes", [](const std::string& bytes) {
    RC_ASSERT(gunzip(gzip(bytes), 1U << 20U).value() == bytes);
  });
  const std::string large(3'000'000, 'a');
  EXPECT_EQ(gunzip(gzip(large), 4'000'000).value(), large);
  EXPECT_EQ(gunzip(gzip_of_spaces(1'000'001), 2'000'000).value(), std::string(1'000'001, ' '));
}

TEST(Gzip, TellsCutFromLargeFromRubbish) {
  const std::string packed = gzip(std::string(100'000, 'a') + "b");
  EXPECT_EQ(gunzip(packed.substr(0, packed.size() - 9), 1U << 20U).error().kind, ErrorKind::transient);
  EXPECT_EQ(gunzip(packed, 1000).error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(gunzip("rubbish", 1000).error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(gunzip("", 1000).error().kind, ErrorKind::transient);
}

TEST(Problem, HasTheShapeOfTheApi) {
  const auto body = boost::json::parse(problem_body(bad_request("dateFrom", "wrong \"thing\""), "ctx"));
  EXPECT_EQ(body.at("message"), "wrong \"thing\"");
  EXPECT_EQ(body.at("status"), 400);
  EXPECT_EQ(body.at("contextId"), "ctx");
  EXPECT_EQ(body.at("details").at(0).at("fieldName"), "dateFrom");
  EXPECT_TRUE(body.at("errors").as_array().empty());
}

}  // namespace
}  // namespace nowthen::sim
