#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/core/instant.hpp>

namespace nowthen::extract {

/// What a fact that the warehouse lacks weighs, in terms of each other. Their scale is that of
/// `PlanProfile::price`.
struct FactWeights {
  double conversation = 55;  ///< One that is not known at all.
  double end = 0.25;         ///< Known as going on, and over.
  double wrapup = 0.9;       ///< Ended, and its wrap-up is missing.
};

/// What a plan may count on: limits of the API, what is wanted, what usually happens.
///
/// All of it is configuration with a default. Nothing proves anything by it: where an organisation is
/// otherwise, more requests are made or data come later, and both show.
struct PlanProfile {
  int page_size = 100;                      ///< Of the synchronous query.
  std::int64_t max_page_results = 100'000;  ///< No page of it reaches behind.
  std::chrono::days query_reach{31};        ///< Its longest interval.
  int ids_per_request = 100;                ///< Of the query by id.
  int job_page_size = 1'000;                ///< Of a job's results.
  std::chrono::days job_reach{31};          ///< The longest interval of one job.
  std::int64_t max_job_records = 100'000;   ///< A job of several days is to bring no more.
  int jobs_ahead = 5;                       ///< So many are started while another is waited for or read.
  bool has_jobs = true;                     ///< Jobs are permitted; else closed days are read by query.

  /// What begins then or later is left to later runs. The begin of a day.
  Instant until = Instant::max();
  /// What is younger does not count as lacking.
  std::chrono::milliseconds freshness = std::chrono::minutes(75);
  std::chrono::milliseconds run_interval =
      std::chrono::minutes(60);  ///< Until the next run, as far as is known.
  /// After a conversation's end, by then its wrap-up is there; after its start, by then a late record is.
  std::chrono::milliseconds lateness = std::chrono::hours(2);
  /// After its start, by then most records are there.
  std::chrono::milliseconds appearing = std::chrono::minutes(10);
  /// Two instants that the server told may be in the wrong order by this much: its date has no fractions.
  std::chrono::milliseconds clock_grain = std::chrono::seconds(2);
  double late_share = 0.01;         ///< Of records, those that come late.
  double very_late_share = 0.0005;  ///< Of records, those that come days late.
  double corrected_share = 0.005;   ///< Of records, those that are corrected within the horizon.
  double least_rate = 0.2;          ///< Conversations an hour that are expected where none came.

  std::chrono::milliseconds job_wait = std::chrono::minutes(30);  ///< Before a job is asked for again.
  std::chrono::milliseconds horizon = std::chrono::hours(96);  ///< After a day's end, reprocessing is over.
  std::chrono::milliseconds reverify_after = std::chrono::hours(48);  ///< A settled day is read once more.

  /// Many that are lacking at once are gone where a reading with data from so much later lacks the same.
  std::chrono::milliseconds bulk_doubt = std::chrono::hours(6);

  FactWeights weights;
  /// What a request costs, in weighted hours. Smaller: fresher data, more requests.
  double price = 100;
};

/// Whether the synchronous query has that page, counted from 1.
constexpr bool has_page(std::int64_t page, const PlanProfile& profile) noexcept {
  return page * profile.page_size <= profile.max_page_results;
}

}  // namespace nowthen::extract
