#pragma once
#include <chrono>
#include <memory>
#include <nowthen/genesys/analytics.hpp>
#include <nowthen/genesys/details.hpp>
#include <nowthen/genesys/entities.hpp>
#include <nowthen/genesys/jobs.hpp>
#include <nowthen/genesys/notifications.hpp>
#include <nowthen/model/entity.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace nowthen {

/// The results of a fulfilled job, page by page.
///
/// Each page is one request. A server whose cursors lead in a circle makes it fail with `malformed_reply`.
/// After an error, calling again tries the same page again. Not thread-safe. Must not outlive its `Client`.
class JobResults {
 public:
  class Source;

  explicit JobResults(std::unique_ptr<Source> source);
  JobResults(JobResults&&) noexcept;
  JobResults& operator=(JobResults&&) noexcept;
  ~JobResults();

  /// The next page, or an empty optional after the last one. Fails as `Platform::job_results` does.
  Result<std::optional<JobPage>> next_page();

  /// Of the page that comes next: where a later run goes on. Empty before the first and after the last.
  const std::string& cursor() const noexcept;

 private:
  std::unique_ptr<Source> source_;
};

/// What only the platform's contract has: jobs, conversations by id, what goes on, aggregates, names.
///
/// A light value got from `Client::platform()`; it must not outlive its `Client`, whose token, pace and
/// retries it shares. Thread-safe. Each call blocks as long as pace and retries need, and returns within one
/// second of a requested stop with `cancelled`. What cannot be asked is `invalid_request` before anything is
/// sent; a reply that is not what the API describes is `malformed_reply` and says what is wrong where.
/// Source: docs/guide/platform-client.md.
class Platform {
 public:
  /// Starts a job. Never sent twice: when no reply came, it is unknown whether there is a job, and the error
  /// says so.
  Result<JobId> start_job(const JobQuery& query, std::stop_token stop = {}) const;

  /// How far a job is. `not_found`: it has vanished.
  Result<JobStatus> job(const JobId& id, std::stop_token stop = {}) const;

  /// Asks until the job is fulfilled. Fails as `next_poll` and `job` do.
  Result<JobStatus> wait_for_job(const JobId& id, const JobPollPolicy& policy = {},
                                 std::stop_token stop = {}) const;

  /// One page of the results of a fulfilled job. `not_found`: they are gone.
  Result<JobPage> job_results(const JobId& id, const JobPageQuery& query = {},
                              std::stop_token stop = {}) const;

  /// As `job_results`, but only fetches: for whoever wants the next page at hand and has not the room for two
  /// that are read. What is wrong with the page itself shows when it is read.
  Result<UnreadJobPage> fetch_job_results(const JobId& id, const JobPageQuery& query = {},
                                          std::stop_token stop = {}) const;

  /// All pages of the results of a fulfilled job, from `query.cursor` on.
  JobResults results(const JobId& id, const JobPageQuery& query = {}, std::stop_token stop = {}) const;

  /// Cancels a job, or drops its results. One that is gone already counts as cancelled.
  Result<void> cancel_job(const JobId& id, std::stop_token stop = {}) const;

  /// Only what is older is sure to be in a job's results.
  Result<Instant> jobs_availability(std::stop_token stop = {}) const;

  /// One page of the synchronous query. `history` of `Client` walks all of them and says whether they are
  /// complete.
  Result<DetailsPage> details(const DetailsPageQuery& query, std::stop_token stop = {}) const;

  /// Several conversations by id, without attributes, in as many requests as it takes.
  Result<FoundConversations> conversations_by_id(const IdsQuery& query, std::stop_token stop = {}) const;

  /// One conversation by id, without attributes. A new one may be `not_found` for some seconds; a reply with
  /// another one is `malformed_reply`.
  Result<DetailRecord> conversation(const ConversationId& id, std::stop_token stop = {}) const;

  Result<Activity> activity(const ActivityQuery& query, std::stop_token stop = {}) const;
  Result<Observations> queue_observations(const ObservationQuery& query, std::stop_token stop = {}) const;
  Result<Observations> user_observations(const ObservationQuery& query, std::stop_token stop = {}) const;
  Result<Aggregates> aggregates(const AggregateQuery& query, std::stop_token stop = {}) const;

  /// The entities of one kind.
  EntityListing entities(EntityKind kind, std::stop_token stop = {}) const;

  /// The channels of this OAuth client that are alive, twenty at most.
  Result<std::vector<NotificationChannel>> notification_channels(std::stop_token stop = {}) const;

  /// Opens a channel; where there are twenty, the platform drops the one that was last used longest ago.
  /// Never sent twice: after a lost reply one more may be there, which ends by itself.
  Result<NotificationChannel> create_notification_channel(std::stop_token stop = {}) const;

  /// Makes `topics`, 1 to 1,000 of them, the topics of a channel in place of those that it had, and lets it
  /// live for another 24 hours. @return what became of each; those that are rejected bring no events.
  /// `not_found`: the channel is gone.
  Result<std::vector<TopicState>> set_topics(const std::string& channel,
                                             const std::vector<std::string>& topics,
                                             std::stop_token stop = {}) const;

  /// What the platform says of the token in use.
  Result<TokenInfo> token_info(std::stop_token stop = {}) const;

  Result<Organization> organization(std::stop_token stop = {}) const;

  /// For how many days the organisation keeps conversations; what is older is gone.
  Result<std::chrono::days> data_retention(std::stop_token stop = {}) const;

  /// The time as the server has it, by the `Date` of its replies; the local time until there was one.
  Instant server_time() const;

 private:
  friend struct PlatformAccess;
  struct Parts;
  explicit Platform(const Parts& parts) : parts_(&parts) {}

  const Parts* parts_;
};

}  // namespace nowthen
