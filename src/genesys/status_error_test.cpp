#include "genesys/status_error.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace nowthen::genesys {
namespace {

constexpr client::Endpoint live{.name = "live", .per_minute = 50};
constexpr client::Endpoint history{.name = "history", .per_minute = 10};
constexpr client::Endpoint token{.name = "token"};

struct Row {
  const char* subject;
  client::Endpoint endpoint;
  int status;
  const char* body;
  ErrorKind kind;
  const char* in_message;
  const char* in_hint;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.subject; }

class StatusError : public testing::TestWithParam<Row> {};

TEST_P(StatusError, SaysWhatHappenedAndWhatHelps) {
  const Row& row = GetParam();
  const auto error = status_error(row.endpoint, {.status = row.status, .body = row.body}, Instant{});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, row.kind) << error->message;
  EXPECT_EQ(error->http_status, row.status);
  EXPECT_NE(error->message.find(row.in_message), std::string::npos) << error->message;
  EXPECT_NE(error->hint.find(row.in_hint), std::string::npos) << error->hint;
  EXPECT_EQ(error->message.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StatusError,
    testing::Values(
        Row{"range", history, 400,
            R"({"message":"dateFrom must be before dateTo","code":"bad.request","status":400})",
            ErrorKind::invalid_request, "dateFrom must be before dateTo", "90 days"},
        Row{"page size", live, 400, R"({"message":"pageSize must be 1 to 100"})", ErrorKind::invalid_request,
            "pageSize", "1 to 100"},
        Row{"cursor", live, 400, R"({"message":"invalid cursor"})", ErrorKind::invalid_request, "cursor",
            "from the beginning"},
        Row{"unreadable 400", history, 400, "<html>", ErrorKind::invalid_request, "refused", "correct"},
        Row{"token expired", live, 401,
            R"({"code":"bad.credentials","message":"Invalid login credentials."})",
            ErrorKind::unauthenticated, "access token", "clock"},
        Row{"wrong secret", token, 401, R"({"error":"invalid_client","error_description":"no such client"})",
            ErrorKind::unauthenticated, "no such client", "GENESYS_CLIENT_SECRET"},
        Row{"unknown client", token, 400, R"({"error":"invalid_client","description":"client not found"})",
            ErrorKind::unauthenticated, "client not found", "GENESYS_CLIENT_ID"},
        Row{"scope live", live, 403, R"({"message":"Missing scope conversations:view"})",
            ErrorKind::forbidden, "Missing scope", "Admin > Integrations > OAuth"},
        Row{"scope history", history, 403, "", ErrorKind::forbidden, "may not",
            "analytics:conversation:view and analytics:conversation:query"},
        Row{"scope the server names", live, 403,
            R"({"message":"You are missing the following permission(s): routing:queue:view, routing:queue:edit."})",
            ErrorKind::forbidden, "missing", "add routing:queue:view and routing:queue:edit to"},
        Row{"no scope in it", live, 403, R"({"message":"At 12:30:15 https://host said: no"})",
            ErrorKind::forbidden, "said", "add conversations:view to"},
        Row{"client id of another region", token, 400,
            R"({"error":"invalid_client","description":"client not found","error_description":"client not found"})",
            ErrorKind::unauthenticated, "client not found", "GENESYS_CLIENT_ID"},
        Row{"wrong secret", token, 401, R"({"error":"invalid_client","description":"authentication failed"})",
            ErrorKind::unauthenticated, "authentication failed", "GENESYS_CLIENT_SECRET"},
        Row{"empty token reply", token, 200, "", ErrorKind::malformed_reply, "empty", "login URL"},
        Row{"odd token reply", token, 204, "", ErrorKind::malformed_reply, "204", "login URL"},
        Row{"not found", live, 404, R"({"code":"not found"})", ErrorKind::not_found, "not found", "base URL"},
        Row{"not found at the login host", token, 404, R"({"code":"not found"})", ErrorKind::not_found,
            "not found", "check the login URL: it is what stands before /oauth/token"},
        Row{"timeout", live, 408, "", ErrorKind::transient, "408", "later"},
        Row{"too large", history, 413, "", ErrorKind::invalid_request, "too large", "smaller"},
        Row{"teapot", live, 418, "", ErrorKind::invalid_request, "418", "base URL"},
        Row{"limit", history, 429, "", ErrorKind::rate_limited, "history endpoint", "10 requests a minute"},
        Row{"500", live, 500, "{]", ErrorKind::transient, "500", "later"},
        Row{"502", live, 502, "<html>Bad gateway</html>", ErrorKind::transient, "502", "later"},
        Row{"503", live, 503, "", ErrorKind::transient, "503", "later"},
        Row{"504", live, 504, "", ErrorKind::transient, "504", "later"},
        Row{"redirect", live, 302, "", ErrorKind::invalid_request, "redirects", "base URL"},
        Row{"no content", live, 204, "", ErrorKind::malformed_reply, "204", "base URL"},
        Row{"empty", live, 200, "", ErrorKind::malformed_reply, "empty", "base URL"}));

TEST(StatusErrorOf, ASuccessIsNothing) {
  EXPECT_FALSE(status_error(live, {.status = 200, .body = "{}"}, Instant{}));
}

TEST(StatusErrorOf, AThrottledReplyCarriesTheWait) {
  const auto error = status_error(history, {.status = 429, .headers = {{"retry-after", "7"}}}, Instant{});
  EXPECT_EQ(error->retry_after, std::chrono::seconds{7});
  EXPECT_NE(error->message.find("7 s"), std::string::npos);
}

TEST(StatusErrorOf, HostileTextIsCutAndCleaned) {
  std::string body = R"({"message":"a\u001b[2J\nb\u0000\u009b)" + std::string(5'000, 'x') + "\"}";
  const auto error = status_error(live, {.status = 400, .body = body}, Instant{});
  EXPECT_LT(error->message.size(), 400u);
  for (const char letter : error->message) EXPECT_GE(letter, ' ');
}

TEST(StatusErrorOf, TheCorrelationIdIsKept) {
  EXPECT_EQ(status_error(live, {.status = 500, .headers = {{"inin-correlation-id", "c-1"}}}, Instant{})
                ->correlation_id,
            "c-1");
  EXPECT_EQ(status_error(live, {.status = 500, .body = R"({"contextId":"c-2"})"}, Instant{})->correlation_id,
            "c-2");
}

}  // namespace
}  // namespace nowthen::genesys
