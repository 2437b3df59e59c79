#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/random.hpp>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace nowthen::webhooks {

/// How long to wait after failures.
struct LanePolicy {
  std::chrono::milliseconds first_wait{5'000};
  std::chrono::milliseconds longest_wait{std::chrono::minutes(15)};
  std::chrono::milliseconds longest_stated{std::chrono::hours(6)};  ///< Of a receiver's `Retry-After`.
};

/// What one receiver is sent next, and when. Events of one key go one after the other; another key's do not
/// wait for it, but for a receiver that fails they all do: waits double, by chance up to half shorter. Does
/// no input or output; not thread-safe.
class Lane {
 public:
  using Ticks = Clock::Ticks;

  explicit Lane(const LanePolicy& policy = {}) : policy_(policy) {}

  /// `order`: a number for its key. Where two keys have one, their events go one after the other, too.
  void add(std::uint64_t number, std::uint64_t order);

  /// The event to be sent at `now`; nothing where none is due.
  std::optional<std::uint64_t> due(Ticks now) const;
  /// When something is due at the earliest; nothing where nothing waits.
  std::optional<Ticks> next_at() const;

  /// What became of an event that was due.
  void succeeded(std::uint64_t number);
  void failed(std::uint64_t number, Ticks now, std::optional<std::chrono::seconds> stated, Random& random);

  /// It is not to be sent any more.
  void drop(std::uint64_t number);

  /// Drops all but those.
  void keep(const std::function<bool(std::uint64_t)>& is_kept);

  std::size_t size() const noexcept { return orders_.size(); }
  bool is_empty() const noexcept { return orders_.empty(); }
  /// The event that was added first; nothing where there is none.
  std::optional<std::uint64_t> first() const;

 private:
  struct Queue {
    std::vector<std::uint64_t> numbers;  ///< Few: what one conversation tells.
    int failures = 0;
    Ticks not_before{Ticks::min()};
  };

  Ticks wait_after(int failures, Random& random) const;
  void enter(const Queue& queue);
  void leave(const Queue& queue);

  LanePolicy policy_;
  std::unordered_map<std::uint64_t, Queue> queues_;      ///< By `order`.
  std::map<std::uint64_t, std::uint64_t> orders_;        ///< Of each event.
  std::set<std::uint64_t> ready_;                        ///< Heads that wait for nothing of their own.
  std::set<std::pair<Ticks, std::uint64_t>> held_back_;  ///< Heads that failed, by when they are due.
  int failures_ = 0;                                     ///< Of the receiver, in a row.
  Ticks paused_until_{Ticks::min()};
};

}  // namespace nowthen::webhooks
