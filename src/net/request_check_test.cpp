#include "net/request_check.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

TEST(CheckRequest, TakesWhatIsWellFormed) {
  EXPECT_TRUE(check_request({}));
  EXPECT_TRUE(check_request({.method = "M-SEARCH",
                             .target = "/a?b=%20&c=[1]",
                             .headers = {{"X-A", "any \xc3\xa4 text\t"}, {"Y", ""}}}));
}

TEST(CheckRequest, RefusesWhatWouldBreakOutOfItsPlace) {
  using namespace std::string_literals;
  for (const auto& method : {""s, "GET "s, "GET / HTTP/1.1\r\nX:"s, "G\0T"s})
    EXPECT_FALSE(check_request({.method = method})) << method;
  for (const auto& target :
       {""s, "x"s, "http://other/"s, "/a b"s, "/a\r\nX: y"s, "/a#b"s, "/\0"s, "/\xc3\xa4"s})
    EXPECT_FALSE(check_request({.target = target})) << target;
  for (const auto& name : {""s, "A B"s, "A:"s, "A\n"s})
    EXPECT_FALSE(check_request({.headers = {{name, "x"}}})) << name;
  for (const auto& value : {"a\r\nX: y"s, "a\nb"s, "a\0b"s})
    EXPECT_FALSE(check_request({.headers = {{"A", value}}})) << value;
}

TEST(CheckRequest, NeverRepeatsAValue) {
  const auto refused = check_request({.headers = {{"Authorization", "Bearer s3cret\n"}}});
  EXPECT_EQ(refused.error().message.find("s3cret"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::net
