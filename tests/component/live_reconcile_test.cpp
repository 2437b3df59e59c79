// What the live feed saw against what history shows, after days of both.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "access/direct_tables.hpp"
#include "cli/commands/read_seen_live.hpp"
#include "extract/live_data_store.hpp"
#include "support/live_run.hpp"
#include "support/synced_data.hpp"

namespace nowthen {
namespace {
using namespace std::chrono_literals;
using testing::first_day;

/// An organisation, its feed and its sync, on virtual time and one data set.
class LiveAndHistory {
 public:
  /// Conversations arrive for so many days.
  LiveAndHistory(std::uint64_t seed, int days)
      : here_(organisation(seed, days), {.contract = Contract::platform}),
        platform_(here_.client->platform().value()),
        data_(kept_.open()),
        sockets_(here_.simulator->web_socket_connector()),
        planner_({}, extract::day_of(first_day)),
        live_store_(with_data(), [this] { return platform_.server_time(); }),
        sync_store_(with_data()),
        runner_(platform_, planner_, sync_store_),
        feed_({.platform = &platform_,
               .sockets = sockets_.get(),
               .clock = &here_.clock,
               .random = &here_.random,
               .store = &live_store_},
              {}, {}) {}

  void run(std::chrono::hours span) {
    for (std::chrono::hours passed{0}; passed < span; passed += 1h) {
      const auto fed = feed_.run(here_.clock.ticks() + 1h, {});
      ASSERT_TRUE(fed) << fed.error().message;
      const auto synced = runner_.run({.run_id = 1}, {});
      ASSERT_TRUE(synced) << synced.error().message;
    }
  }

  cli::LiveReconciliation reconciled() {
    const Instant now = here_.simulator->now();
    return cli::reconcile_live(cli::read_seen_live(tables(), first_day, now - 75min, {}).value(), now);
  }

  void execute(const std::string& sql) {
    auto connection = data_.tables().connect().value();
    ASSERT_TRUE(connection.execute(sql)) << sql;
  }
  std::string id_where(const std::string& sql) {
    auto connection = data_.tables().connect().value();
    return connection.value<std::string>("SELECT conversation_id FROM " + sql + " ORDER BY 1 LIMIT 1")
        .value()
        .value_or("none");
  }
  std::set<std::string> deleted() const {
    std::set<std::string> ids;
    for (const auto& record : here_.simulator->records())
      if (record.deleted_at <= here_.simulator->now()) ids.insert(record.id);
    return ids;
  }

 private:
  static sim::Options organisation(std::uint64_t seed, int days) {
    auto options = testing::small_organisation(seed);
    options.world.arriving_days = days;
    options.per_day = 45;
    options.speed = 1;
    return options;
  }
  extract::WithData with_data() {
    return [this](const auto& work) { return work(data_); };
  }

  /// The first of them lets DuckDB's settings be changed no more.
  access::Tables& tables() {
    if (!tables_) tables_ = access::DirectTables::over(data_.tables().connect().value(), "UTC").value();
    return *tables_;
  }

  testing::SimulatedClient here_;
  Platform platform_;
  testing::KeptData kept_;
  extract::DataSet data_;
  std::unique_ptr<net::WebSocketConnector> sockets_;
  extract::Planner planner_;
  extract::LiveDataStore live_store_;
  extract::DataSetStore sync_store_;
  extract::SyncRunner runner_;
  live::Feed feed_;
  std::unique_ptr<access::Tables> tables_;
};

std::map<std::string, std::string> causes(const cli::LiveReconciliation& found) {
  std::map<std::string, std::string> by_id;
  for (const auto& each : found.differences) by_id[each.id] = cli::name_of(each.verdict);
  return by_id;
}

/// For so many days.
class LiveReconcile : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Some, LiveReconcile, ::testing::Values(7));
INSTANTIATE_TEST_SUITE_P(InFull, LiveReconcile, ::testing::Values(30));

TEST_P(LiveReconcile, FindsExactlyWhatDoesNotAgreeAndWhy) {
  LiveAndHistory both(21, GetParam());
  both.run(std::chrono::days(GetParam()));
  const auto undisturbed = both.reconciled();
  EXPECT_GT(undisturbed.compared, 20 * GetParam());
  const std::set<std::string> deleted = both.deleted();
  for (const auto& each : undisturbed.differences)
    EXPECT_TRUE(each.verdict == cli::LiveVerdict::deleted && deleted.contains(each.id))
        << each.id << ' ' << name_of(each.verdict) << ": " << each.what;

  const std::string ended =
      "conversation WHERE conversation_end IS NOT NULL AND conversation_id IN (SELECT "
      "conversation_id FROM live_leg GROUP BY 1 HAVING bool_and(ended_at IS NOT NULL)) AND "
      "conversation_start BETWEEN TIMESTAMPTZ '2026-11-02 12:00:00+00' AND TIMESTAMPTZ '2026-11-04 "
      "12:00:00+00' "
      "AND conversation_id > ";
  const std::string lost = both.id_where(ended + "'2'");
  const std::string moved = both.id_where(ended + "'6'");
  const std::string endless = both.id_where(ended + "'a'");
  both.execute("DELETE FROM conversation WHERE conversation_id = '" + lost + "'");
  both.execute("UPDATE session SET queue_id = 'another' WHERE conversation_id = '" + moved + "'");
  both.execute("UPDATE segment SET queue_id = 'another' WHERE conversation_id = '" + moved + "'");
  both.execute("UPDATE conversation SET conversation_end = NULL WHERE conversation_id = '" + endless + "'");
  both.execute("DELETE FROM segment WHERE conversation_id = '" + endless + "'");
  auto expected = causes(undisturbed);
  expected[lost] = "missing";
  expected[moved] = "differs";
  expected[endless] = "never_ended";
  const auto disturbed = both.reconciled();
  EXPECT_EQ(causes(disturbed), expected);
  std::cout << undisturbed.compared << " compared, " << undisturbed.differences.size() << " deleted, half of "
            << undisturbed.delays.size() << " appeared within "
            << undisturbed.delays.at(undisturbed.delays.size() / 2).count() / 1000 << " s\n";
}

}  // namespace
}  // namespace nowthen
