#pragma once
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "simulator/notifications/channel_store.hpp"
#include "simulator/notifications/detail_event.hpp"
#include "simulator/notifications/event_index.hpp"
#include "simulator/notifications/frames.hpp"

namespace nowthen::sim {

/// What the feed has to know of the simulator.
struct FeedOptions {
  std::uint64_t seed = 1;
  std::chrono::seconds job_lag{0};  ///< How far behind the store of jobs is.
};

/// What is told to whom when: the same world, topics and instants give the same frames. Not thread-safe.
class EventFeed {
 public:
  /// `source` must outlive it.
  EventFeed(PlatformSource& source, EventIndex::Extend extend, const FeedOptions& options)
      : source_(source), extend_(extend), index_(source, std::move(extend)), options_(options) {}

  /// The first instant after `after`, and not after `until`, at which there is something to tell about one of
  /// the topics.
  std::optional<Instant> next(std::span<const Subscription> subscriptions, Instant after, Instant until);

  /// What there is to tell at `at`, which `next` gave, in the order of the topics.
  std::vector<Frame> frames(std::span<const Subscription> subscriptions, Instant at);

 private:
  using Counts = std::array<std::int64_t, 3>;
  /// Counts of what waits, alerts and interacts, by queue and medium.
  using Board = std::map<std::pair<std::string, std::string>, Counts>;

  std::optional<Instant> next_of(const Topic& topic, Instant after, Instant until);
  std::optional<Instant> next_observation(const Topic& topic, Instant after, Instant until);
  std::optional<Instant> next_detail(const Topic& topic, Instant after, Instant until);
  Instant next_availability(Instant after) const;

  void append(std::vector<Frame>& frames, const Topic& topic, Instant at);
  void append_conversations(std::vector<Frame>& frames, const Topic& topic, Instant at);
  void append_observations(std::vector<Frame>& frames, const Topic& topic, Instant at);
  void append_details(std::vector<Frame>& frames, const Topic& topic, Instant at);
  void append_availability(std::vector<Frame>& frames, const Topic& topic, Instant at);

  const std::vector<DetailMoment>* moments_of(const std::string& conversation_id);
  const Board& board_at(Instant at);
  std::string correlation_id(std::uint64_t what, Instant at) const;

  PlatformSource& source_;
  EventIndex::Extend extend_;
  EventIndex index_;
  FeedOptions options_;
  std::map<std::string, std::vector<DetailMoment>> moments_;  ///< By conversation.
  std::vector<QueueChange> changes_;
  Board board_;
  std::optional<Instant> board_at_;
};

}  // namespace nowthen::sim
