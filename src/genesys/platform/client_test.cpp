#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <deque>

#include "core/seeded_random.hpp"
#include "genesys/client_parts.hpp"
#include "tests/support/virtual_clock.hpp"

namespace nowthen {
namespace {
using namespace std::chrono_literals;

/// Answers token requests by itself and everything else from a list.
class ListedTransport final : public net::Transport {
 public:
  struct Log {
    net::Reply token_reply{.body =
                               R"({"access_token":"opaque-T0KEN","token_type":"bearer","expires_in":86400})"};
    std::deque<net::Reply> replies;
    std::vector<net::Request> tokens;
    std::vector<net::Request> requests;
  };

  explicit ListedTransport(Log& log) : log_(&log) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token) override {
    if (request.target == "/oauth/token") {
      log_->tokens.push_back(request);
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

  Client client() {
    return make_client({.client_id = "id", .client_secret = "CANARY", .contract = Contract::platform},
                       {.api = std::make_unique<ListedTransport>(log), .clock = &clock, .random = &random})
        .value();
  }
  boost::json::object body(std::size_t request) const {
    return boost::json::parse(log.requests.at(request).body).as_object();
  }
};

HistoryQuery one_day() {
  const Instant begin{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};
  return {.interval = {begin, begin + std::chrono::days{1}}, .page_size = 2};
}

std::string page_of(std::initializer_list<const char*> ids, int total) {
  std::string records;
  for (const char* id : ids)
    records += std::string(records.empty() ? "" : ",") + R"({"conversationId":")" + id +
               R"(","conversationStart":"2026-01-01T10:00:00.000Z"})";
  return R"({"conversations":[)" + records + R"(],"totalHits":)" + std::to_string(total) + "}";
}

TEST(PlatformClient, ListsHistoryByPageNumber) {
  Subject subject;
  subject.log.replies = {{.body = page_of({"a", "b"}, 3)}, {.body = page_of({"c"}, 3)}};
  auto client = subject.client();
  auto listing = client.history(one_day());
  std::vector<std::string> ids;
  for (const auto& conversation : listing) ids.push_back(conversation.id.str());
  EXPECT_EQ(ids, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(listing.report().complete());
  EXPECT_EQ(subject.body(1).at("paging").at("pageNumber"), 2);
  EXPECT_EQ(subject.body(1).at("interval"), "2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z");
  ASSERT_EQ(subject.log.tokens.size(), 1U);
  EXPECT_EQ(subject.log.tokens[0].headers.get("Authorization"), "Basic aWQ6Q0FOQVJZ");
  EXPECT_EQ(subject.log.tokens[0].body, "grant_type=client_credentials");
  EXPECT_EQ(subject.log.requests[0].headers.get("Authorization"), "Bearer opaque-T0KEN");
}

TEST(PlatformClient, AsksForWhatIsOpenUpToTheServersNow) {
  Subject subject;
  subject.log.token_reply.headers.set("Date", "Thu, 01 Jan 2026 12:00:00 GMT");
  subject.log.replies = {{.body = page_of({"a"}, 1)}};
  auto client = subject.client();
  auto listing = client.live();
  const auto page = listing.next_page().value();
  ASSERT_TRUE(page);
  EXPECT_EQ(page->conversations.at(0).state, "open");
  EXPECT_EQ(subject.body(0).at("interval"), "2025-12-01T12:00:01.000Z/2026-01-01T12:00:01.000Z");
  EXPECT_NE(subject.log.requests[0].body.find("notExists"), std::string::npos);
  EXPECT_FALSE(listing.next_page().value());
  EXPECT_TRUE(listing.report().complete());
}

TEST(PlatformClient, TriesALiveListingAgainThatCouldNotBegin) {
  Subject subject;
  const net::Reply good =
      std::exchange(subject.log.token_reply, {.status = 400,
                                              .body = R"({"error":"invalid_client",)"
                                                      R"("description":"client not found"})"});
  auto client = subject.client();
  auto listing = client.live();
  EXPECT_EQ(listing.next_page().error().kind, ErrorKind::unauthenticated);
  subject.log.token_reply = good;
  subject.log.replies = {{.body = page_of({"a"}, 1)}};
  EXPECT_TRUE(listing.next_page().value());
}

TEST(PlatformClient, SendsNothingForAQueryThatCannotBeAsked) {
  Subject subject;
  auto client = subject.client();
  EXPECT_EQ(client.live({.media = {"smoke"}}).next_page().error().kind, ErrorKind::invalid_request);
  HistoryQuery query = one_day();
  query.page_size = 101;
  EXPECT_EQ(client.history(query).next_page().error().kind, ErrorKind::invalid_request);
  EXPECT_TRUE(subject.log.tokens.empty());
}

TEST(PlatformClient, SaysThatTheHostSpeaksTheOtherContract) {
  Subject subject;
  subject.log.replies = {
      {.body = R"({"groups":[],"total":0,"nextPage":null})"},
      {.body = R"({"groups":[],"total":0,"nextPage":null})"},
      {.status = 400, .body = R"({"message":"dateFrom is required","code":"bad.request"})"}};
  auto client = subject.client();
  EXPECT_NE(client.history(one_day()).next_page().error().hint.find("--contract tutorial"),
            std::string::npos);
  EXPECT_NE(client.history(one_day()).next_page().error().hint.find("--contract tutorial"),
            std::string::npos);
}

TEST(PlatformClient, BlotsOutCredentialsThatTheServerRepeats) {
  Subject subject;
  subject.log.token_reply = {.status = 401,
                             .body = R"({"error":"invalid_client","description":)"
                                     R"("authentication failed for Basic aWQ6Q0FOQVJZ, CANARY"})"};
  auto client = subject.client();
  const Error error = client.token().error();
  EXPECT_EQ(error.message.find("CANARY"), std::string::npos);
  EXPECT_EQ(error.message.find("aWQ6Q0FOQVJZ"), std::string::npos);
  EXPECT_NE(error.hint.find("GENESYS_CLIENT_SECRET"), std::string::npos);
}

TEST(PlatformClient, TakesTheLifeOfAnOpaqueTokenAsItIsTold) {
  Subject subject;
  auto client = subject.client();
  const Instant before = subject.clock.now();
  const auto token = client.token().value();
  EXPECT_EQ(token.expires_at - before, 24h);
  EXPECT_TRUE(token.scopes.empty());
}

TEST(PlatformClient, SpreadsRequestsOverTheOneLimit) {
  Subject subject;
  for (int i = 0; i < 12; ++i) subject.log.replies.push_back({.body = page_of({}, 0)});
  auto client = subject.client();
  const auto before = subject.clock.ticks();
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(client.history(one_day()).next_page());
    EXPECT_TRUE(client.live().next_page());
  }
  EXPECT_GE(subject.clock.ticks() - before, 2s) << "300 a minute are one each 0.2 s";
}

}  // namespace
}  // namespace nowthen
