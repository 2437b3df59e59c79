#pragma once
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "extract/sync/data_set_store.hpp"
#include "extract/tutorial/load_tutorial_plan.hpp"
#include "extract/tutorial/tutorial_runner.hpp"
#include "extract/verify_data.hpp"
#include "simulator/world/extraction_world.hpp"
#include "support/kept_data.hpp"

namespace nowthen::testing {

/// Nothing before it is wanted: the midnight after `noon`, where clocks begin.
inline constexpr Instant first_tutorial_day{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

/// A small organisation behind the tutorial's contract, with late records, corrections and deletions.
inline sim::Options tutorial_organisation(std::uint64_t seed) {
  sim::Options options{.seed = seed, .days = 1, .per_day = 120, .now = noon, .limits = "off"};
  options.contract = sim::Contract::tutorial;
  options.world = sim::extraction_world();
  options.world.arriving_days = 5;
  return options;
}

/// One organisation and one folder; every run opens the folder anew, as a process of its own would.
class TutorialData {
 public:
  explicit TutorialData(std::uint64_t seed) : TutorialData(tutorial_organisation(seed)) {}
  explicit TutorialData(const sim::Options& options, ClientOptions wanted = {})
      : client(options, std::move(wanted)) {}

  Result<extract::TutorialReport> run_at(Instant at, std::optional<std::int64_t> budget = {}) {
    if (at > client.simulator->now()) client.clock.advance(at - client.simulator->now());
    return run(budget);
  }

  Result<extract::TutorialReport> run(std::optional<std::int64_t> budget = {}) {
    extract::DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    extract::TutorialPlan plan(profile, extract::day_of(first_tutorial_day));
    EXPECT_TRUE(extract::load_tutorial_plan(connection, kept.path() + "/archive", plan));
    extract::DataSetStore store([&data](const auto& work) { return work(data); });
    extract::TutorialRunner runner(*client.client, client.clock, plan, store);
    return runner.run({.budget = budget, .run_id = 1}, {});
  }

  struct Shown {
    Instant start;
    std::string end;
  };

  /// What history shows at an instant of those that are wanted, by id.
  std::map<std::string, Shown> shown(Instant at) const {
    std::map<std::string, Shown> all;
    const auto truth = boost::json::parse(client.simulator->truth(at));
    for (const auto& record : truth.at("history").as_array()) {
      const Instant start = parse_instant(std::string(record.at("startTime").as_string())).value();
      if (start >= first_tutorial_day)
        all[std::string(record.at("id").as_string())] = {start,
                                                         std::string(record.at("endTime").as_string())};
    }
    return all;
  }

  /// Rows of two columns, the first of which is a key: one that came twice fails.
  std::map<std::string, std::string> rows(const std::string& sql) const {
    extract::DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    std::map<std::string, std::string> all;
    auto found = connection.query(sql).value();
    while (found.next().value())
      EXPECT_TRUE(
          all.emplace(found.get<std::string>(0).value_or(""), found.get<std::string>(1).value_or("")).second);
    return all;
  }

  /// Of conversations that are over: id and end.
  std::map<std::string, std::string> held() const {
    return rows(
        "SELECT conversation_id, strftime(timezone('UTC', conversation_end), '%Y-%m-%dT%H:%M:%S.%gZ') FROM "
        "conversation WHERE conversation_end IS NOT NULL");
  }

  std::int64_t count(const std::string& what) const {
    return std::stoll(rows("SELECT 'n', CAST(count(*) AS VARCHAR) FROM " + what).at("n"));
  }

  extract::DataVerification verified() const {
    const auto folder = extract::DataFolder::take(kept.path(), extract::Use::shared, "verify").value();
    return extract::verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
  }

  extract::TutorialProfile profile;
  KeptData kept;
  SimulatedClient client;
};

}  // namespace nowthen::testing
