// One scenario of some twenty requests, run once for each request and each kind of fault: the fault hits that
// request, and the scenario must end as it ends without it, or with one clean error where the fault is for
// good. Through either contract.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "simulator/faults/action.hpp"
#include "support/simulated_client.hpp"

namespace nowthen {
namespace {

using testing::last_days;
using testing::SimulatedClient;
using testing::still_world;

struct Outcome {
  std::optional<Error> error;
  std::set<std::string> ids;
  bool complete = true;
  bool twice = false;
  std::size_t requests = 0;
};

void read(Listing listing, Outcome& outcome) {
  std::set<std::string> ids;
  while (!outcome.error) {
    auto page = listing.next_page();
    if (!page) {
      outcome.error = page.error();
    } else if (*page) {
      for (const auto& conversation : (*page)->conversations)
        outcome.twice = !ids.insert(conversation.id.str()).second || outcome.twice;
    } else {
      break;
    }
  }
  outcome.complete = outcome.complete && listing.report().complete();
  outcome.ids.merge(ids);
}

Outcome run_scenario(const std::string& faults, Contract contract = Contract::tutorial) {
  auto options = still_world();
  options.faults = faults;
  SimulatedClient subject(options, {.contract = contract});
  Outcome outcome;
  read(subject.client->live({.page_size = 20}), outcome);
  read(subject.client->history(last_days(3, 20)), outcome);
  outcome.requests = subject.simulator->requests().size();
  return outcome;
}

const Outcome& undisturbed(Contract contract = Contract::tutorial) {
  static const Outcome tutorial = run_scenario("", Contract::tutorial);
  static const Outcome platform = run_scenario("", Contract::platform);
  return contract == Contract::platform ? platform : tutorial;
}

const auto both_contracts = ::testing::Values(Contract::tutorial, Contract::platform);

std::string contract_name(Contract contract) {
  return contract == Contract::platform ? "platform" : "tutorial";
}

std::string fault_at(std::size_t request, const std::string& action) {
  return fmt::format(R"([{{"at":{},"do":{}}}])", request, action);
}

/// Faults that the client heals by itself wherever they hit.
class HealedFault : public ::testing::TestWithParam<std::tuple<Contract, const char*>> {};

TEST_P(HealedFault, ChangesNothingWhicheverRequestItHits) {
  const auto [contract, action] = GetParam();
  const Outcome& expected = undisturbed(contract);
  for (std::size_t request = 1; request <= expected.requests; ++request) {
    const Outcome outcome = run_scenario(fault_at(request, action), contract);
    EXPECT_FALSE(outcome.error) << "request " << request << ": " << outcome.error->message;
    EXPECT_EQ(outcome.ids, expected.ids) << "request " << request;
    EXPECT_FALSE(outcome.twice) << "request " << request;
    EXPECT_TRUE(outcome.complete) << "request " << request;
  }
}

INSTANTIATE_TEST_SUITE_P(
    FaultWalk, HealedFault,
    ::testing::Combine(both_contracts,
                       ::testing::Values(R"("status")", R"(502)", R"(503)", R"(504)", R"(408)",
                                         R"(503,"html":true)", R"("throttle","retry_after":7)",
                                         R"("throttle","form":"date")", R"("throttle","form":"none")",
                                         R"("throttle","form":"rubbish")", R"("throttle","retry_after":0)",
                                         R"("expire_token")", R"("short_token")", R"("delay")", R"("slow")",
                                         R"("close")", R"("close_after")", R"("reset_in_head")",
                                         R"("stall_in_head")", R"("stall_after_head")", R"("stall_in_body")",
                                         R"("reset_in_body")", R"("truncate_body")", R"("cut_chunks")",
                                         R"("cut_gzip")", R"("byte_order_mark")", R"("unknown_fields")",
                                         R"("unknown_values")", R"("big_integer")", R"("huge_number")",
                                         R"("duplicate_keys")", R"("null_arrays")")));

/// Faults that are healed when they hit a page: by asking for it, or for its part, once more.
class HealedPageFault : public ::testing::TestWithParam<std::tuple<Contract, const char*>> {};

TEST_P(HealedPageFault, ChangesNothingWhicheverPageItHits) {
  const auto [contract, action] = GetParam();
  const Outcome& expected = undisturbed(contract);
  for (std::size_t request = 2; request <= expected.requests; ++request) {
    const Outcome outcome = run_scenario(fault_at(request, '"' + std::string(action) + '"'), contract);
    EXPECT_FALSE(outcome.error) << "request " << request << ": " << outcome.error->message;
    EXPECT_EQ(outcome.ids, expected.ids) << "request " << request;
    EXPECT_FALSE(outcome.twice) << "request " << request;
    EXPECT_TRUE(outcome.complete) << "request " << request;
  }
}

constexpr const char* garbling[] = {"html", "not_json", "empty_body", "no_content", "half_of_body"};
constexpr const char* spoiling[] = {"bad_utf8", "nul"};

template <class Named>
std::string name_of(const ::testing::TestParamInfo<std::tuple<Contract, Named>>& each) {
  return contract_name(std::get<0>(each.param)) + "_" + std::string(std::get<1>(each.param));
}

INSTANTIATE_TEST_SUITE_P(Garbling, HealedPageFault,
                         ::testing::Combine(both_contracts, ::testing::ValuesIn(garbling)),
                         name_of<const char*>);
INSTANTIATE_TEST_SUITE_P(Spoiling, HealedPageFault,
                         ::testing::Combine(both_contracts, ::testing::ValuesIn(spoiling)),
                         name_of<const char*>);
INSTANTIATE_TEST_SUITE_P(Lacking, HealedPageFault,
                         ::testing::Combine(both_contracts,
                                            ::testing::Values("half_of_records", "lone_surrogate")),
                         name_of<const char*>);

TEST(FaultWalk, HealsOneResultSetThatExpires) {
  for (const char* endpoint : {"live", "history"}) {
    const std::string match =
        fmt::format(R"([{{"match":{{"endpoint":"{}","page":2}},"do":"expire_cursor")", endpoint);
    const Outcome once = run_scenario(match + R"(,"at":1}])");
    EXPECT_FALSE(once.error) << once.error->message;
    EXPECT_EQ(once.ids, undisturbed().ids) << endpoint;
    EXPECT_FALSE(once.twice) << endpoint;
    EXPECT_TRUE(once.complete) << endpoint;
    const Outcome always = run_scenario(match + "}]");
    ASSERT_TRUE(always.error) << endpoint;
    EXPECT_EQ(always.error->kind, ErrorKind::invalid_request);
    EXPECT_FALSE(always.error->hint.empty());
  }
}

TEST(FaultWalk, GivesOneCleanErrorForAPageThatStaysGarbled) {
  for (const char* action : garbling) {
    const Outcome outcome =
        run_scenario(fmt::format(R"([{{"match":{{"endpoint":"live"}},"do":"{}"}}])", action));
    ASSERT_TRUE(outcome.error) << action;
    EXPECT_EQ(outcome.error->kind, ErrorKind::malformed_reply) << action;
    EXPECT_EQ(outcome.requests, 3u) << action << ": a token and two tries";
  }
}

TEST(FaultWalk, SetsAsideOnlyTheRecordThatStaysSpoilt) {
  for (const char* action : spoiling) {
    const Outcome outcome =
        run_scenario(fmt::format(R"([{{"match":{{"endpoint":"history","page":2}},"do":"{}"}}])", action));
    EXPECT_FALSE(outcome.error) << action;
    EXPECT_FALSE(outcome.complete) << action;
    EXPECT_GE(outcome.ids.size() + 1, undisturbed().ids.size()) << action;
  }
}

/// A fault in which the listing cannot know better is never passed over in silence.
class AnyFault : public ::testing::TestWithParam<std::tuple<Contract, std::string>> {};

bool is_heavy(std::string_view action) {
  return action == "gzip_bomb" || action == "huge_record" || action == "endless_body" ||
         action == "empty_objects" || action == "deep";
}

TEST_P(AnyFault, IsHealedOrReportedWhicheverRequestItHits) {
  const auto& [contract, action] = GetParam();
  const Outcome& expected = undisturbed(contract);
  const std::size_t step = is_heavy(action) ? expected.requests - 2 : 1;
  for (std::size_t request = 2; request <= expected.requests; request += step) {
    const Outcome outcome = run_scenario(fault_at(request, '"' + action + '"'), contract);
    EXPECT_FALSE(outcome.twice) << "request " << request;
    if (outcome.error) {
      EXPECT_FALSE(outcome.error->message.empty());
      EXPECT_EQ(outcome.error->message.find('\n'), std::string::npos);
      EXPECT_NE(outcome.error->kind, ErrorKind::cancelled);
      EXPECT_NE(outcome.error->kind, ErrorKind::local);
    } else if (outcome.complete) {
      EXPECT_EQ(outcome.ids, expected.ids) << "request " << request << " is said to be complete";
    }
  }
}

std::vector<std::string> all_actions() {
  std::vector<std::string> names;
  for (const auto name : sim::action_names()) names.emplace_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(FaultWalk, AnyFault,
                         ::testing::Combine(both_contracts, ::testing::ValuesIn(all_actions())),
                         name_of<std::string>);

TEST(FaultWalk, HasAScenarioOfSomeTwentyRequests) {
  for (const Contract contract : {Contract::tutorial, Contract::platform}) {
    const Outcome& outcome = undisturbed(contract);
    EXPECT_FALSE(outcome.error) << contract_name(contract);
    EXPECT_TRUE(outcome.complete) << contract_name(contract);
    EXPECT_GE(outcome.requests, 10u) << contract_name(contract);
    EXPECT_LE(outcome.requests, 40u) << contract_name(contract);
  }
}

TEST(FaultWalk, EndsCleanlyWhenEverythingFailsForGood) {
  for (const char* action :
       {"status", "stall_in_head", "throttle", "unauthorized", "forbidden", "html", "empty_body"}) {
    for (const Contract contract : {Contract::tutorial, Contract::platform}) {
      const Outcome outcome = run_scenario(fmt::format(R"([{{"every":1,"do":"{}"}}])", action), contract);
      ASSERT_TRUE(outcome.error) << action;
      EXPECT_LE(outcome.requests, 8u) << action;
    }
  }
}

}  // namespace
}  // namespace nowthen
