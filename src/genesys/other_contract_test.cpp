#include "genesys/other_contract.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys {
namespace {

std::string hint_for(const char* message, Contract in_use) {
  Error error{
      .kind = ErrorKind::invalid_request, .message = message, .http_status = 400, .hint = "the usual"};
  hint_at_other_contract(error, in_use);
  return error.hint;
}

TEST(OtherContract, IsNamedWhereTheRefusalGivesItAway) {
  for (const char* message : {"dateFrom is required", "Unrecognized field \"interval\"."})
    EXPECT_NE(hint_for(message, Contract::platform).find("--contract tutorial"), std::string::npos);
  for (const char* message : {"You must specify a search interval", "This request requires a user context.",
                              "HTTP Basic is expected"})
    EXPECT_NE(hint_for(message, Contract::tutorial).find("--contract platform"), std::string::npos);
}

TEST(OtherContract, IsNotGuessedFromARefusalInTheContractsOwnWords) {
  EXPECT_EQ(hint_for("an interval that does not exceed 31 days", Contract::platform), "the usual");
  EXPECT_EQ(hint_for("the interval from dateFrom to dateTo is too long", Contract::tutorial), "the usual");
  EXPECT_EQ(hint_for("pageSize", Contract::tutorial), "the usual");
}

}  // namespace
}  // namespace nowthen::genesys
