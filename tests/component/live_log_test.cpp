// What the live feed sees and concludes, over a whole data set: kept, made anew, policed, let go.
#include "extract/live_log.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>

#include "archive/reader.hpp"
#include "core/seeded_random.hpp"
#include "extract/live_data_store.hpp"
#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {
using testing::KeptData;
using testing::noon;
using namespace std::chrono_literals;

floor::Leg leg(const std::string& id, floor::State state, Instant begin, std::optional<Instant> end) {
  return {.conversation_id = ConversationId(id),
          .media_type = "voice",
          .direction = "inbound",
          .state = state,
          .queue_id = QueueId("queue-1"),
          .user_id = UserId(state == floor::State::waiting ? "" : "agent-canary"),
          .begin = begin,
          .end = end};
}

live::TrackRow track(const std::string& id, Instant as_of, std::vector<floor::Leg> legs) {
  return {.conversation_id = ConversationId(id), .as_of = as_of, .legs = std::move(legs)};
}

void keep(DataSet& data, const live::Concluded& concluded) {
  ASSERT_TRUE(data.stage(concluded, noon));
  ASSERT_TRUE(data.commit_staged());
}

/// Two conversations, one of which is told twice; a gap that opens, ends and heals; one that goes on.
void fill(DataSet& data) {
  ASSERT_TRUE(data.stage(
      std::vector<live::ReceivedFrame>{{noon, R"({"topicName":"v2.x","eventBody":{"id":"c-1"}})"}}));
  keep(data, {.seen_until = noon,
              .tracks = {track("c-1", noon, {leg("c-1", floor::State::waiting, noon - 1min, std::nullopt)})},
              .gaps = {{.number = 1, .began_at = noon - 5min, .cause = live::GapCause::silence}}});
  keep(data, {.seen_until = noon + 1min,
              .tracks = {track("c-1", noon + 1min,
                               {leg("c-1", floor::State::waiting, noon - 1min, noon),
                                leg("c-1", floor::State::interacting, noon, std::nullopt)}),
                         track("it's \"2\"", noon + 1min,
                               {leg("it's \"2\"", floor::State::waiting, noon, noon + 20s)})},
              .gaps = {{.number = 1,
                        .began_at = noon - 5min,
                        .ended_at = noon - 4min,
                        .healed_at = noon,
                        .cause = live::GapCause::silence,
                        .requests = 3,
                        .note = "quiet"},
                       {.number = 2, .began_at = noon, .cause = live::GapCause::disconnected}}});
}

std::string rows_of(DataSet& data, const std::string& sql) {
  auto connection = data.tables().connect().value();
  return connection
      .value<std::string>("SELECT coalesce(string_agg(t::VARCHAR, chr(10)), '') FROM (" + sql + ") t")
      .value()
      .value_or("");
}

std::string live_rows(DataSet& data) {
  return rows_of(data, "SELECT * FROM live_leg ORDER BY conversation_id, leg_index") + "\n" +
         rows_of(data, "SELECT * FROM live_gap ORDER BY gap_id");
}

std::int64_t count(DataSet& data, const std::string& from) {
  auto connection = data.tables().connect().value();
  return connection.value<std::int64_t>("SELECT count(*) FROM " + from).value().value_or(-1);
}

std::int64_t archived(const KeptData& kept, archive::PageKind kind) {
  auto reader = archive::Reader::open(kept.path() + "/archive").value();
  std::int64_t records = 0;
  while (auto page = reader.next().value())
    if (page->header().kind == kind) records += page->record_count();
  return records;
}

TEST(LiveLog, IsWhatWasConcludedLast) {
  const KeptData kept;
  DataSet data = kept.open();
  fill(data);
  EXPECT_EQ(count(data, "live_leg"), 3);
  EXPECT_EQ(count(data, "live_leg WHERE state = 'interacting' AND ended_at IS NULL AND origin = 'event'"), 1);
  EXPECT_EQ(count(data, "live_gap WHERE healed_at IS NOT NULL AND requests = 3 AND note = 'quiet'"), 1);
  EXPECT_EQ(archived(kept, archive::PageKind::live), 1);
  auto connection = data.tables().connect().value();
  const auto memory = read_live_memory(connection).value();
  EXPECT_EQ(memory.seen_until, noon + 1min);
  EXPECT_EQ(memory.last_gap, 2);
  ASSERT_EQ(memory.unhealed.size(), 1U);
  EXPECT_EQ(memory.unhealed[0].cause, live::GapCause::disconnected);
}

TEST(LiveLog, IsTheSameWhenTheTablesAreMadeAnew) {
  const KeptData kept;
  std::string before;
  {
    DataSet data = kept.open();
    fill(data);
    before = live_rows(data);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet again = kept.open();
  EXPECT_EQ(live_rows(again), before);
}

TEST(LiveLog, IsProvenByVerify) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    fill(data);
  }
  const auto is_sound = [&] {
    const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
    return verify_data(folder, warehouse::Library::load().value(), {}, {}).value().sound();
  };
  EXPECT_TRUE(is_sound());
  {
    DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    ASSERT_TRUE(connection.execute("UPDATE live_leg SET queue_id = 'another' WHERE state = 'interacting'"));
  }
  EXPECT_FALSE(is_sound());
}

TEST(LiveLog, ObeysAPolicyAboutPersonsAndKeepsNoFramesThen) {
  const KeptData kept;
  DataSet data = kept.open();
  PrivacyRules rules;
  ASSERT_TRUE(add_rule(rules, PrivacyAction::hash, "participant.user_id"));
  data.obey(std::make_shared<const RecordPolicy>(rules, "a key that nobody knows"));
  fill(data);
  EXPECT_EQ(archived(kept, archive::PageKind::live), 0);
  EXPECT_EQ(count(data, "live_leg"), 3);
  EXPECT_EQ(count(data, "live_leg WHERE user_id = 'agent-canary'"), 0);
  EXPECT_EQ(count(data, "live_leg WHERE state = 'interacting' AND user_id IS NOT NULL"), 1);
  auto reader = archive::Reader::open(kept.path() + "/archive").value();
  while (auto page = reader.next().value())
    for (std::uint32_t i = 0; i < page->record_count(); ++i)
      EXPECT_EQ(reader.record(*page, i)->bytes.find("agent-canary"), std::string::npos);
}

TEST(LiveLog, IsForgottenWithTheConversationsOfItsTime) {
  const KeptData kept;
  DataSet data = kept.open();
  fill(data);
  ASSERT_TRUE(data.forget({.conversations = noon + 30s}, noon + 1h));
  EXPECT_EQ(count(data, "live_leg"), 3) << "said after that instant";
  EXPECT_EQ(count(data, "live_gap"), 1) << "what is not healed stays";
  ASSERT_TRUE(data.forget({.conversations = noon + 2min}, noon + 1h));
  EXPECT_EQ(count(data, "live_leg"), 0);
}

/// Whatever the rows before began with, and whoever wrote them.
TEST(LiveLog, ReplacesEveryRowOfAConversation) {
  const std::uint64_t seed = 7;
  SeededRandom random(seed);
  const KeptData kept;
  auto data = std::make_unique<DataSet>(kept.open());
  std::map<std::string, std::size_t> legs_of;
  for (int round = 0; round < 120; ++round) {
    if (round % 40 == 39) {
      data.reset();
      data = std::make_unique<DataSet>(kept.open());
    }
    live::Concluded concluded{.seen_until = noon + std::chrono::seconds(round)};
    for (std::uint64_t i = 1 + random.next() % 3; i > 0; --i) {
      const std::string id = "c-" + std::to_string(random.next() % 12);
      std::vector<floor::Leg> legs;
      for (std::uint64_t n = random.next() % 4; n > 0; --n)
        legs.push_back(
            leg(id, floor::State::waiting, noon - std::chrono::minutes(random.next() % 6000), noon));
      legs_of[id] = legs.size();
      std::erase_if(concluded.tracks, [&](const auto& each) { return each.conversation_id.str() == id; });
      concluded.tracks.push_back(track(id, concluded.seen_until, std::move(legs)));
    }
    keep(*data, concluded);
  }
  for (const auto& [id, legs] : legs_of)
    EXPECT_EQ(count(*data, "live_leg WHERE conversation_id = '" + id + "'"), legs) << id << ", seed " << seed;
}

/// A disk that falls under its floor, and gets room again.
TEST(LiveLog, KeepsNothingOfTheFeedBelowTheFloorOfFreeSpace) {
  const KeptData kept;
  std::uint64_t free_bytes = 2'000'000'000;
  DataSet data = kept.open_with({.floor = {.min_free_bytes = 1'000'000'000, .space = [&](const std::string&) {
                                             return DiskSpace{free_bytes, 100'000'000'000};
                                           }}});
  LiveDataStore store([&](const std::function<Result<void>(DataSet&)>& work) { return work(data); },
                      [] { return noon; });
  const std::vector<live::ReceivedFrame> frames{{noon, R"({"topicName":"v2.x","eventBody":{"id":"c-1"}})"}};
  const live::LookedUp page{.request = "what goes on", .records = {R"({"conversationId":"c-1"})"}};
  EXPECT_EQ(store.keep(frames).value(), live::Kept{});
  free_bytes = 1'000'000'010;
  const std::vector<live::ReceivedFrame> none;
  EXPECT_EQ(store.keep(none).value(), live::Kept{}) << "there is room for nothing";
  EXPECT_EQ(store.keep(frames).value().no_room.find("only 1000 MB are free"), 0U);
  EXPECT_FALSE(store.keep(page).value().no_room.empty());
  free_bytes = 1'010'000'000;
  EXPECT_FALSE(store.keep(none).value().no_room.empty()) << "it would be gone at once";
  EXPECT_TRUE(store.conclude(
      {.seen_until = noon, .gaps = {{.number = 1, .began_at = noon, .cause = live::GapCause::no_room}}}))
      << "that something was not kept is kept";
  EXPECT_EQ(count(data, "live_gap WHERE cause = 'no_room' AND ended_at IS NULL"), 1);
  EXPECT_EQ(archived(kept, archive::PageKind::live), 1);
  free_bytes = 1'100'000'000;
  EXPECT_EQ(store.keep(frames).value(), live::Kept{});
  EXPECT_EQ(store.keep(page).value(), live::Kept{});
  EXPECT_EQ(archived(kept, archive::PageKind::live), 2);
  ASSERT_TRUE(data.commit_staged());
  EXPECT_EQ(store.memory().value().unhealed.at(0).cause, live::GapCause::no_room);
}

}  // namespace
}  // namespace nowthen::extract
