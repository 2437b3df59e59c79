// Jobs and conversations by id, against the simulator in the same process.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support/simulated_client.hpp"

namespace nowthen {
namespace {
using testing::last_days;
using testing::noon;
using testing::SimulatedClient;
using testing::still_world;

SimulatedClient on_platform(const sim::Options& options = still_world()) {
  return SimulatedClient(options, ClientOptions{.contract = Contract::platform});
}

/// All pages of a job that is done.
std::vector<DetailRecord> results_of(const Platform& platform, const JobId& id, int page_size) {
  std::vector<DetailRecord> all;
  auto results = platform.results(id, {.page_size = page_size});
  while (auto page = results.next_page().value()) {
    EXPECT_TRUE(page->set_aside.empty());
    EXPECT_TRUE(page->data_available_until);
    std::move(page->records.begin(), page->records.end(), std::back_inserter(all));
  }
  return all;
}

/// What history shows of the days before `noon`, by id.
std::map<std::string, Conversation> history_of(Client& client, int days) {
  std::map<std::string, Conversation> all;
  for (auto listing = client.history(last_days(days)); const auto& conversation : listing)
    all.emplace(conversation.id.str(), conversation);
  return all;
}

TEST(PlatformJobs, GiveWhatHistoryGivesUpToTheWatermark) {
  auto world = on_platform();
  const auto platform = world.client->platform().value();
  const auto until = platform.jobs_availability().value();
  const auto id = platform.start_job({.interval = {noon - std::chrono::days(2), until}}).value();
  EXPECT_EQ(state_of(platform.wait_for_job(id).value()), JobState::fulfilled);
  std::set<std::string> from_job;
  for (const auto& record : results_of(platform, id, 7)) {
    EXPECT_TRUE(from_job.insert(record.detail.conversation_id.str()).second);
    EXPECT_EQ(record.detail.extra, "");
  }
  std::size_t compared = 0;
  for (const auto& [conversation_id, conversation] : history_of(*world.client, 2)) {
    if (!conversation.ended_at || *conversation.ended_at >= until) continue;
    ++compared;
    EXPECT_TRUE(from_job.contains(conversation_id)) << conversation_id;
  }
  EXPECT_GT(compared, 20u);
}

TEST(PlatformJobs, AreGoneWhenTheyWereCancelled) {
  auto world = on_platform();
  const auto platform = world.client->platform().value();
  const auto id = platform.start_job({.interval = {noon - std::chrono::days(1), noon}}).value();
  ASSERT_TRUE(platform.cancel_job(id));
  const auto waited = platform.wait_for_job(id);
  ASSERT_FALSE(waited);
  EXPECT_NE(waited.error().hint.find("again"), std::string::npos);
}

TEST(PlatformJobs, ThatNeverWereAreNotFound) {
  auto world = on_platform();
  const auto status = world.client->platform().value().job(JobId("3f2b9c1e-7a44-4a9e-9f1e-0c1b5a2d7e10"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::not_found);
}

TEST(ConversationsById, AreTheOnesThatHistoryShows) {
  auto world = on_platform();
  const auto platform = world.client->platform().value();
  const auto history = history_of(*world.client, 1);
  IdsQuery query{.ids = {ConversationId("3f2b9c1e-7a44-4a9e-9f1e-0c1b5a2d7e10")}, .ids_per_request = 7};
  for (const auto& [id, conversation] : history) query.ids.emplace_back(id);
  const auto found = platform.conversations_by_id(query).value();
  EXPECT_EQ(found.records.size(), history.size());
  EXPECT_EQ(found.not_found, (std::vector<ConversationId>{query.ids.front()}));
  for (const auto& record : found.records) {
    const auto& shown = history.at(record.detail.conversation_id.str());
    EXPECT_EQ(record.json, shown.json);
    EXPECT_EQ(record.detail.conversation_start, shown.started_at);
    EXPECT_EQ(record.detail.conversation_end, shown.ended_at);
    EXPECT_EQ(record.detail.participants.size(), shown.participants.size());
  }
  const auto one = platform.conversation(query.ids.back()).value();
  EXPECT_EQ(one.json, history.at(query.ids.back().str()).json);
}

TEST(Platform, IsNotThereUnderTheTutorialsContract) {
  SimulatedClient world;
  const auto platform = world.client->platform();
  ASSERT_FALSE(platform);
  EXPECT_EQ(platform.error().kind, ErrorKind::invalid_request);
  EXPECT_NE(platform.error().hint.find("--contract platform"), std::string::npos);
}

TEST(Platform, NamesThePermissionThatIsMissing) {
  auto options = still_world();
  options.permissions = {"routing:queue:view"};
  auto world = on_platform(options);
  const auto started =
      world.client->platform().value().start_job({.interval = {noon - std::chrono::days(1), noon}});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, ErrorKind::forbidden);
  EXPECT_NE(started.error().hint.find("analytics:conversationDetail:view"), std::string::npos)
      << started.error().hint;
}

}  // namespace
}  // namespace nowthen
