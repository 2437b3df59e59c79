#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <limits>

#include "core/digest.hpp"
#include "core/seeded_random.hpp"
#include "genesys/client_parts.hpp"
#include "tests/support/virtual_clock.hpp"

namespace nowthen {
namespace {

/// Answers token requests by itself and everything else from a list.
class ListedTransport final : public net::Transport {
 public:
  struct Log {
    std::deque<net::Reply> replies;
    std::vector<net::Request> requests;
    int tokens = 0;
    net::Reply token_reply{.status = 200, .body = R"({"access_token":"T0KEN","expires_in":3600})"};
  };

  explicit ListedTransport(Log& log) : log_(&log) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token) override {
    if (request.target == "/oauth/token") {
      ++log_->tokens;
      return log_->token_reply;
    }
    log_->requests.push_back(request);
    if (log_->replies.empty()) return net::Reply{.status = 418};
    auto reply = std::move(log_->replies.front());
    log_->replies.pop_front();
    return reply;
  }

 private:
  Log* log_;
};

struct Subject {
  testing::VirtualClock clock;
  SeededRandom random{1};
  ListedTransport::Log log;

  Client client(ClientOptions options = {.client_id = "id", .client_secret = "CANARY"}) {
    return make_client(std::move(options),
                       {.api = std::make_unique<ListedTransport>(log), .clock = &clock, .random = &random})
        .value();
  }
};

HistoryQuery one_day() {
  const Instant begin{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};
  return {.interval = {begin, begin + std::chrono::days{1}}};
}

const char* const first_page =
    R"({"groups":[{"conversationId":"a"},{"conversationId":"b"}],"nextPage":2,"total":3})";
const char* const last_page = R"({"groups":[{"conversationId":"c"}],"nextPage":null,"total":3})";

TEST(Client, ListsHistoryAsARange) {
  Subject subject;
  subject.log.replies = {{.body = first_page}, {.body = last_page}};
  auto client = subject.client();
  auto listing = client.history(one_day());
  std::vector<std::string> ids;
  for (const auto& conversation : listing) ids.push_back(conversation.id.str());
  EXPECT_EQ(ids, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(listing.report().complete());
  EXPECT_EQ(subject.log.tokens, 1);
  EXPECT_EQ(subject.log.requests.at(0).headers.get("Authorization"), "Bearer T0KEN");
}

TEST(Client, SaysThatItWasTheTokenThatCouldNotBeHad) {
  for (const char* const body : {"", "<html>", "{}"}) {
    Subject subject;
    subject.log.token_reply.body = body;
    auto client = subject.client();
    auto listing = client.history(one_day());
    const Error error = listing.next_page().error();
    EXPECT_EQ(error.kind, ErrorKind::malformed_reply);
    EXPECT_EQ(error.message.find("getting a token: the "), 0u) << error.message;
    EXPECT_NE(error.hint.find("login URL"), std::string::npos) << error.hint;
    EXPECT_EQ(subject.log.tokens, 1);
  }
}

TEST(Client, AsksOnceMoreForAPageThatIsNone) {
  Subject subject;
  subject.log.replies = {{.body = first_page}, {.body = "<html>"}, {.body = last_page}};
  auto client = subject.client();
  auto listing = client.history(one_day());
  std::size_t records = 0;
  for (const auto& conversation : listing) records += conversation.id.empty() ? 0 : 1;
  EXPECT_EQ(records, 3u);
  EXPECT_TRUE(listing.report().complete());
  EXPECT_EQ(listing.report().asked_again, 1);
}

TEST(Client, SendsNothingBeforeAPageIsWanted) {
  Subject subject;
  auto client = subject.client();
  auto listing = client.history(one_day());
  EXPECT_EQ(subject.log.tokens, 0);
}

TEST(Client, GivesARefusedQueryAsTheErrorOfItsFirstPage) {
  Subject subject;
  auto client = subject.client();
  auto query = one_day();
  query.page_size = 101;
  EXPECT_EQ(client.history(query).next_page().error().kind, ErrorKind::invalid_request);
  EXPECT_THROW(client.live({.page_size = 0}).begin(), ApiError);
  EXPECT_EQ(subject.log.tokens, 0);
}

TEST(Client, TriesTheSamePageAgainAfterAnError) {
  Subject subject;
  subject.log.replies = {{.body = first_page}, {.body = "<html>"}, {.body = "<html>"}, {.body = last_page}};
  auto client = subject.client();
  auto listing = client.history(one_day());
  EXPECT_EQ(listing.next_page().value()->conversations.size(), 2u);
  const auto failed = listing.next_page();
  EXPECT_EQ(failed.error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(failed.error().http_status, 200);
  EXPECT_EQ(listing.next_page().value()->conversations.size(), 1u);
  EXPECT_FALSE(listing.next_page().value());
  EXPECT_TRUE(listing.report().complete());
}

TEST(Client, ReportsTheTokensScopesAndExpiry) {
  Subject subject;
  const std::string jwt = "e30." + base64url(R"({"scope":"conversations:view"})") + ".s";
  subject.log.token_reply.body = R"({"access_token":")" + jwt + R"(","expires_in":3600})";
  auto client = subject.client();
  const auto status = client.token();
  ASSERT_TRUE(status);
  EXPECT_EQ(status->access_token, jwt);
  EXPECT_EQ(status->scopes, (std::vector<std::string>{"conversations:view"}));
  EXPECT_EQ(status->expires_at, subject.clock.now() + std::chrono::hours{1});
}

TEST(Client, RenewsTheTokenTenSecondsEarly) {
  Subject subject;
  auto client = subject.client();
  ASSERT_TRUE(client.token());
  subject.clock.advance(std::chrono::seconds{3589});
  ASSERT_TRUE(client.token());
  EXPECT_EQ(subject.log.tokens, 1);
  subject.clock.advance(std::chrono::seconds{1});
  ASSERT_TRUE(client.token());
  EXPECT_EQ(subject.log.tokens, 2);
}

TEST(Client, SaysWhichCredentialsToCheckWithoutShowingThem) {
  Subject subject;
  subject.log.token_reply = {.status = 401, .body = R"({"error":"invalid_client"})"};
  auto client = subject.client();
  const auto failed = client.live().next_page();
  EXPECT_EQ(failed.error().kind, ErrorKind::unauthenticated);
  EXPECT_EQ((failed.error().message + failed.error().hint).find("CANARY"), std::string::npos);
  EXPECT_EQ(subject.log.tokens, 1) << "a refusal is not tried again";
}

TEST(Client, IsNotMadeWithoutCredentials) {
  for (const ClientOptions& options : {ClientOptions{.client_id = "", .client_secret = "x"},
                                       ClientOptions{.client_id = "x", .client_secret = ""},
                                       ClientOptions{.client_id = "a\nb", .client_secret = "x"}}) {
    const auto made = make_client(options, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::invalid_request);
    EXPECT_FALSE(made.error().hint.empty());
  }
}

TEST(Client, IsNotMadeWithRatesOrDurationsThatTimeCannotHold) {
  constexpr std::chrono::milliseconds endless = std::chrono::milliseconds::max();
  const auto refused = [](const RetryPolicy& retry, const RateLimits& limits) {
    const ClientOptions options{.client_id = "x", .client_secret = "y", .retry = retry, .limits = limits};
    const auto made = make_client(options, {});
    return !made && made.error().kind == ErrorKind::invalid_request;
  };
  for (const RetryPolicy& retry :
       {RetryPolicy{.base_delay = endless}, RetryPolicy{.max_delay = endless},
        RetryPolicy{.max_elapsed = endless}, RetryPolicy{.max_retry_after = endless},
        RetryPolicy{.missing_retry_after = std::chrono::seconds::max()},
        RetryPolicy{.base_delay = -std::chrono::milliseconds{1}},
        RetryPolicy{.missing_retry_after = -std::chrono::seconds{1}}})
    EXPECT_TRUE(refused(retry, {}));
  for (const double rate : {-1.0, 1e-300, 0.009, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_TRUE(refused({}, {.live_per_minute = rate})) << rate;
    EXPECT_TRUE(refused({}, {.history_per_minute = rate})) << rate;
  }
}

TEST(Client, KeepsCredentialsThatAServerRepeatsOutOfErrorsAndEvents) {
  const std::string told = base64("id:CANARY+/CANARY") + " CANARY+/CANARY CANARY%2B%2fCANARY T0KEN.T0KEN";
  const net::Reply echo{.status = 503, .body = R"({"message":")" + told + R"("})"};
  for (const bool at_login : {true, false}) {
    Subject subject;
    subject.log.token_reply.body = R"({"access_token":"T0KEN.T0KEN","expires_in":3600})";
    if (at_login) subject.log.token_reply = echo;
    subject.log.replies.assign(10, echo);
    std::string events;
    auto client = subject.client({.client_id = "id",
                                  .client_secret = "CANARY+/CANARY",
                                  .observer = [&events](const CallEvent& event) { events += event.detail; }});
    for (const Error& error : {client.live().next_page().error(), client.introspect().error()}) {
      EXPECT_NE(error.message.find("*** *** ***"), std::string::npos) << error.message;
      for (const std::string& text : {error.message, events}) {
        EXPECT_EQ(text.find("CANARY"), std::string::npos) << text;
        EXPECT_EQ(text.find("aWQ6"), std::string::npos) << text;
        EXPECT_TRUE(at_login || text.find("T0KEN") == std::string::npos) << text;
      }
    }
  }
}

TEST(Client, ShowsTheClientSecretToTheLoginHostAlone) {
  Subject subject;
  ListedTransport::Log login;
  subject.log.replies = {{.body = R"({"entities":[],"nextPage":null})"}};
  login.replies = {{.body = R"({"active":true})"}};
  auto client = make_client({.client_id = "id", .client_secret = "CANARY"},
                            {.api = std::make_unique<ListedTransport>(subject.log),
                             .login = std::make_unique<ListedTransport>(login),
                             .clock = &subject.clock,
                             .random = &subject.random})
                    .value();
  EXPECT_TRUE(client.introspect());
  static_cast<void>(client.live().next_page());
  ASSERT_EQ(login.requests.size(), 1u);
  EXPECT_EQ(login.requests[0].target, "/oauth/introspect");
  EXPECT_EQ(subject.log.tokens, 0);
  ASSERT_EQ(subject.log.requests.size(), 1u);
  EXPECT_EQ(subject.log.requests[0].body.find("CANARY"), std::string::npos);
}

TEST(Client, TellsTheObserverOfEachExchangeOnce) {
  Subject subject;
  subject.log.replies = {{.body = first_page}, {.status = 401, .body = "{}"}, {.body = first_page}};
  std::vector<std::string> seen;
  auto client =
      subject.client({.client_id = "id", .client_secret = "CANARY", .observer = [&](const CallEvent& event) {
                        if (event.kind == CallEvent::Kind::reply)
                          seen.push_back(std::string(event.endpoint) + " " + std::to_string(event.status));
                      }});
  EXPECT_TRUE(client.history(one_day()).next_page());
  EXPECT_TRUE(client.history(one_day()).next_page());
  EXPECT_EQ(seen, (std::vector<std::string>{"token 200", "history 200", "history 401", "token 200",
                                            "history 200"}));
}

TEST(Client, StopsBeforeTheNextRequest) {
  Subject subject;
  subject.log.replies = {{.body = first_page}, {.body = last_page}};
  auto client = subject.client();
  std::stop_source stop;
  auto listing = client.history(one_day(), stop.get_token());
  ASSERT_TRUE(listing.next_page());
  stop.request_stop();
  EXPECT_EQ(listing.next_page().error().kind, ErrorKind::cancelled);
  EXPECT_EQ(subject.log.requests.size(), 1u);
}

}  // namespace
}  // namespace nowthen
