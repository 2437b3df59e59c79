#include "client/blot_out.hpp"

#include <gtest/gtest.h>

namespace nowthen::client {
namespace {

std::string blotted(std::string text, std::string_view secret) {
  blot_out(text, secret);
  return text;
}

TEST(BlotOut, HidesASecretWhereverItStands) {
  EXPECT_EQ(blotted("bad secret 'S3CR3T', S3CR3TS3CR3T", "S3CR3T"), "bad secret '***', ******");
  EXPECT_EQ(blotted("S3CR3", "S3CR3T"), "S3CR3");
  EXPECT_EQ(blotted("", "S3CR3T"), "");
}

TEST(BlotOut, KnowsThePercentEncodedForm) {
  EXPECT_EQ(blotted("client_secret=a%2Bb%2fc%20d", "a+b/c d"), "client_secret=***");
  EXPECT_EQ(blotted("a%2Bb/c+d", "a+b/c d"), "***");
  EXPECT_EQ(blotted("50%25%2", "50%%2"), "***");
}

TEST(BlotOut, HidesTheBeginningOfALongSecretThatWasCut) {
  EXPECT_EQ(blotted("token eyJhbGciOiJIUzI1NiIs", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.x.y"), "token ***");
  EXPECT_EQ(blotted("token eyJhb", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.x.y"), "token eyJhb");
}

TEST(BlotOut, LeavesTextAloneWhereThereIsNoSecret) {
  EXPECT_EQ(blotted("expired", ""), "expired");
  EXPECT_EQ(blotted("expired", "x"), "expired");
}

}  // namespace
}  // namespace nowthen::client
