#pragma once
#include <map>
#include <nowthen/genesys/detail_decoder.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "extract/plan/planner.hpp"
#include "extract/sync/plan_text.hpp"
#include "extract/sync/sighting.hpp"
#include "extract/sync/sync_store.hpp"

namespace nowthen::testing {

/// Keeps in memory what a data set would keep on disk, and gives a later plan what that would: the latest
/// reading of each conversation, the ledger, where the plan goes on. Can fail as a disk does. Not
/// thread-safe.
class PlanStore final : public extract::SyncStore {
 public:
  using Id = std::string;

  struct Held {
    std::tuple<Instant, int, std::optional<Instant>> rank{};  ///< As-of, surface, end: the highest wins.
    std::optional<extract::Sighting> seen{};                  ///< Nothing: it is gone.
    std::string json{};
    Instant first_seen{};
  };

  /// The n-th call from now on fails, once it has done its work or before it; 0: none does.
  void fail_at(int call, bool is_done_before) {
    calls_left_ = call;
    is_done_before_ = is_done_before;
  }

  Result<extract::KeptPage> keep(extract::FetchedPage page) override {
    if (auto failed = failure(Moment::before)) return *failed;
    const extract::PagePlace place{1, ++pages_};
    for (const std::string& record : page.records) take(record, page.header, place);
    if (auto failed = failure(Moment::after)) return *failed;
    return extract::KeptPage{.hash = std::to_string(pages_), .place = place};
  }
  Result<void> conclude(const extract::LedgerEntry& entry) override {
    if (auto failed = failure(Moment::before)) return *failed;
    for (const auto& window : entry.windows) windows[extract::day_of(window.interval.begin)] = window;
    readings.insert(readings.end(), entry.readings.begin(), entry.readings.end());
    if (!entry.plan.empty()) plan_ = entry.plan;
    if (auto failed = failure(Moment::after)) return *failed;
    return {};
  }
  Result<void> keep_names(const extract::NamesPage&) override { return {}; }
  bool is_erased(const std::string&) override { return false; }
  Result<void> commit(const std::stop_token&) override { return {}; }

  /// As `load_plan` and `load_job_pages` do.
  void restore(extract::Planner& planner) const {
    for (const auto& [day, row] : windows)
      planner.jobs().restore(day, {.state = *extract::window_state_named(row.state),
                                   .state_since = row.state_since,
                                   .available_until = row.last_read_at.value_or(Instant{}),
                                   .readings = row.readings,
                                   .last_read_at = row.last_read_at,
                                   .conversations = row.distinct_ids.value_or(0),
                                   .set_aside = row.set_aside,
                                   .reopened = row.reopened});
    for (const auto& [id, each] : held)
      if (each.seen && (!each.seen->end || *each.seen->end >= planner.jobs().first_unsettled())) {
        const Instant as_of = std::get<0>(each.rank);
        planner.known().restore(
            {.seen = *each.seen, .first_seen = each.first_seen, .read_at = as_of, .looked_at = as_of});
      }
    extract::restore_plan(plan_, planner);
    planner.look_at_swept();
    restore_job_pages(planner);
  }

  std::map<Id, Held> held;
  std::map<extract::UtcDay, extract::LedgerWindow> windows;
  std::vector<extract::LedgerReading> readings;

 private:
  enum class Moment { before, after };

  std::optional<Error> failure(Moment moment) {
    if (calls_left_ == 0) return std::nullopt;
    if (moment == Moment::before && --calls_left_ > 0) return std::nullopt;
    if (is_done_before_ == (moment == Moment::before)) {
      calls_left_ += moment == Moment::before ? 1 : 0;
      return std::nullopt;
    }
    calls_left_ = 0;
    return Error{.kind = ErrorKind::local, .message = "the process was killed", .hint = "begin again"};
  }

  static int rank_of(archive::PageKind kind) {
    if (kind == archive::PageKind::job) return 1;
    return kind == archive::PageKind::sync ? 2 : 3;
  }

  void take(const std::string& record, const archive::PageHeader& header, extract::PagePlace place) {
    if (header.kind == archive::PageKind::tombstone) {
      Held& gone = held[record];
      gone.rank = {*header.as_of, 4, std::nullopt};
      gone.seen.reset();
      return;
    }
    const auto detail = decoder_.decode(record);
    if (!detail) return;
    const auto seen = extract::sighting_of(*detail);
    if (!seen) return;
    ids_[place.offset].insert(seen->id);
    Held& each = held[seen->id];
    if (each.json.empty() || *header.as_of < each.first_seen) each.first_seen = *header.as_of;
    const std::tuple rank{*header.as_of, rank_of(header.kind), seen->end};
    if (rank < each.rank) return;
    each.rank = rank;
    each.seen = seen;
    each.json = record;
  }

  void restore_job_pages(extract::Planner& planner) const {
    const auto job = planner.jobs().in_hand();
    if (!job || job->places.empty()) return;
    std::unordered_set<std::string> ids;
    for (const auto& place : job->places)
      if (const auto of_page = ids_.find(place.offset); of_page != ids_.end())
        ids.insert(of_page->second.begin(), of_page->second.end());
    planner.jobs().restore(*job, std::move(ids));
  }

  DetailDecoder decoder_;
  std::string plan_;
  std::map<std::int64_t, std::unordered_set<std::string>> ids_;  ///< By page.
  std::int64_t pages_ = 0;
  int calls_left_ = 0;
  bool is_done_before_ = false;
};

}  // namespace nowthen::testing
