#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

#include "floor/leg.hpp"
#include "live/feed.hpp"
#include "webhooks/endpoint_status.hpp"

namespace nowthen::serve {

/// How the sync of the daemon is.
struct SyncState {
  std::int64_t runs = 0;
  std::int64_t failures = 0;
  std::int64_t requests = 0;
  std::int64_t records = 0;
  std::int64_t late_arrivals = 0;
  std::int64_t deleted = 0;
  std::optional<Instant> succeeded_at;  ///< End of the latest run that came to its end.
  std::string trouble;                  ///< Why the latest did not; empty: it did.
  std::string without_jobs;             ///< Why nothing can be settled; empty: it can.
};

/// An alert that goes on.
struct FiringAlert {
  std::string rule;
  std::string when;     ///< The rule's condition.
  std::string subject;  ///< The id of the queue, conversation or incident; empty for the feed.
  Instant since;
  bool operator==(const FiringAlert&) const = default;
};

/// How alerts and webhooks are.
struct NoticeState {
  std::vector<FiringAlert> firing;
  std::int64_t changes = 0;  ///< Alerts that fired or resolved.
  std::vector<webhooks::EndpointStatus> receivers;
};

/// What the daemon's parts say of themselves at one moment.
struct Snapshot {
  Instant started_at{};
  live::FeedStatus feed;
  bool has_feed_told = false;  ///< The feed has said how it is at least once.
  std::string feed_trouble;    ///< Why the feed does not run at the moment; empty: it does.
  SyncState sync;
  std::shared_ptr<const std::vector<floor::Leg>> legs;  ///< What is known of the floor; null: nothing yet.
  /// Of these, conversations that are over: all are gone, and no wrap-up goes on. Null: nothing yet.
  std::shared_ptr<const std::unordered_set<std::string>> over{};
  std::optional<NoticeState> notices{};  ///< Nothing: there are neither alerts nor webhooks.
};

/// Where the daemon's threads leave word, and others read it. Thread-safe.
class Noticeboard {
 public:
  explicit Noticeboard(Instant started_at) { state_.started_at = started_at; }

  /// `over`: ids of the conversations of these legs that are over.
  void feed_is(const live::FeedStatus& status, std::vector<floor::Leg> legs,
               std::unordered_set<std::string> over = {});
  void feed_fails(std::string why);
  void sync_is(const SyncState& sync);
  /// Wakes nobody: it is said every second.
  void notices_are(NoticeState state);
  Snapshot read() const;

  /// Counts what was left here.
  std::uint64_t version() const;
  /// Waits until there is something newer than `seen`, for so long at most, or until `stop`. @return whether
  /// there is
  bool wait_for_newer(std::uint64_t seen, std::chrono::milliseconds most, const std::stop_token& stop) const;

 private:
  void note_change();  ///< With the mutex.

  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  std::uint64_t version_ = 0;
  Snapshot state_;
};

}  // namespace nowthen::serve
