#include <gtest/gtest.h>

#include <ostream>

#include "genesys/platform/endpoints.hpp"
#include "genesys/status_error.hpp"

namespace nowthen::genesys::platform {
namespace {

struct Row {
  const char* subject;
  client::Endpoint Endpoints::*endpoint;
  int status;
  const char* body;
  ErrorKind kind;
  const char* in_message;
  const char* in_hint;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.subject; }

class PlatformRefusal : public testing::TestWithParam<Row> {};

TEST_P(PlatformRefusal, SaysWhatHappenedAndWhatHelps) {
  const Row& row = GetParam();
  const auto error =
      status_error(endpoints().*row.endpoint, {.status = row.status, .body = row.body}, Instant{});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, row.kind) << error->message;
  EXPECT_EQ(error->http_status, row.status);
  EXPECT_NE(error->message.find(row.in_message), std::string::npos) << error->message;
  EXPECT_NE(error->hint.find(row.in_hint), std::string::npos) << error->hint;
  EXPECT_EQ(error->message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PlatformRefusal,
    testing::Values(
        Row{"any permission", &Endpoints::aggregates, 403,
            R"({"code":"missing.any.permissions","message":"Unable to perform the requested action. You must have at least one of the following permissions assigned: [analytics:conversationAggregate:view, analytics:x:view]"})",
            ErrorKind::forbidden, "lacks a permission",
            "a role with analytics:conversationAggregate:view or analytics:x:view under Admin > Integrations "
            "> OAuth > Roles"},
        Row{"all permissions", &Endpoints::queues, 403,
            R"({"code":"missing.permissions","message":"Missing the following permission(s): routing:queue:view, routing:queue:edit"})",
            ErrorKind::forbidden, "routing:queue:view", "routing:queue:view and routing:queue:edit under"},
        Row{"a permission nobody names", &Endpoints::user_observations, 403, "", ErrorKind::forbidden,
            "lacks", "analytics:userObservation:view"},
        Row{"division", &Endpoints::conversation, 403, R"({"code":"not.authorized","message":"no"})",
            ErrorKind::forbidden, "may not see", "divisions"},
        Row{"31 days", &Endpoints::details_query, 400,
            R"({"code":"bad.request","message":"You must specify a search interval as part of your query that does not exceed 31 days."})",
            ErrorKind::invalid_request, "31 days", "at most 31 days apart"},
        Row{"too many results", &Endpoints::details_query, 400,
            R"({"message":"Pagination may not exceed 100000 results."})", ErrorKind::invalid_request,
            "100000", "shorter interval"},
        Row{"details", &Endpoints::queue_observations, 400,
            R"({"message":"Referenced key  on 'edgeId' does not exist.","code":"general.bad.request","messageParams":{"refEntityId":""},"details":[{"errorCode":"REFERENCED_KEY_DOES_NOT_EXIST","fieldName":"edgeId"}],"errors":[]})",
            ErrorKind::invalid_request, "(edgeId: REFERENCED_KEY_DOES_NOT_EXIST)",
            "correct the field edgeId"},
        Row{"user context", &Endpoints::token_info, 400,
            R"({"message":"This request requires a user context. Client credentials cannot be used"})",
            ErrorKind::invalid_request, "user context", "no user"},
        Row{"cursor", &Endpoints::job_results, 400, R"({"message":"invalid cursor"})",
            ErrorKind::invalid_request, "cursor", "from the first page"},
        Row{"not found", &Endpoints::job_status, 404,
            R"({"code":"not.found","message":"HTTP 404 Not Found"})", ErrorKind::not_found, "does not know",
            "--contract tutorial"},
        Row{"no token to be told of", &Endpoints::token_info, 404,
            R"({"code":"not found","message":"HTTP 404 Not Found"})", ErrorKind::not_found, "does not know",
            "try --contract tutorial"},
        Row{"limit", &Endpoints::activity, 429,
            R"({"code":"too.many.requests","limit":{"key":"token.rate.per.minute","namespace":"platform.api","value":300}})",
            ErrorKind::rate_limited, "token.rate.per.minute is used up, which allows 300",
            "same OAuth client"},
        Row{"limit without words", &Endpoints::activity, 429, "", ErrorKind::rate_limited, "of the platform",
            "ask less often"},
        Row{"query too slow", &Endpoints::details_query, 504, R"({"code":"request.timeout"})",
            ErrorKind::transient, "request.timeout", "shorter interval"},
        Row{"token", &Endpoints::job_start, 401,
            R"({"code":"bad.credentials","message":"Invalid login credentials."})",
            ErrorKind::unauthenticated, "access token", "clock"},
        Row{"trouble", &Endpoints::users, 503, "", ErrorKind::transient, "503", "later"},
        Row{"nothing where a body is due", &Endpoints::job_status, 204, "", ErrorKind::malformed_reply, "204",
            "base URL"},
        Row{"accepted where the answer is due", &Endpoints::aggregates, 202, "{}", ErrorKind::malformed_reply,
            "202", "base URL"}));

TEST(PlatformSuccess, IsWhatTheEndpointExpects) {
  const auto all = endpoints();
  EXPECT_FALSE(status_error(all.job_start, {.status = 202, .body = "{}"}, Instant{}));
  EXPECT_FALSE(status_error(all.job_status, {.status = 202, .body = "{}"}, Instant{}));
  EXPECT_FALSE(status_error(all.job_status, {.status = 200, .body = "{}"}, Instant{}));
  EXPECT_FALSE(status_error(all.job_cancel, {.status = 204, .body = ""}, Instant{}));
  EXPECT_TRUE(status_error(all.job_start, {.status = 202, .body = ""}, Instant{}));
}

TEST(PlatformRefusalOf, HostileTextIsCutAndCleaned) {
  const std::string body = R"({"message":"a\u001b[2J\n)" + std::string(5'000, 'x') +
                           R"(","details":[{"fieldName":"\n)" + std::string(5'000, 'y') + R"("}]})";
  const auto error = status_error(endpoints().activity, {.status = 400, .body = body}, Instant{});
  EXPECT_LT(error->message.size(), 600u);
  EXPECT_LT(error->hint.size(), 200u);
  for (const char letter : error->message + error->hint) EXPECT_GE(letter, ' ');
}

}  // namespace
}  // namespace nowthen::genesys::platform
