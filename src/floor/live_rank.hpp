#pragma once
#include <compare>
#include <cstdint>
#include <nowthen/model/live_conversation.hpp>
#include <optional>
#include <utility>

namespace nowthen::floor {

/// How far a snapshot of a conversation had come. Snapshots only grow, so of two the one with the later fact,
/// or else with more facts, was made later, whenever it arrived. Holds do not count: they come and go.
struct Rank {
  Instant newest{};
  std::uint32_t facts = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
  auto operator<=>(const Rank&) const = default;
};

Rank rank_of(const LiveConversation& event);

/// What snapshots say about one thing: the word of the latest of them that says something.
template <class T>
class Known {
 public:
  void learn(const T& value, Rank rank) {
    if (value_ && std::pair(rank_, *value_) >= std::pair(rank, value)) return;
    value_ = value;
    rank_ = rank;
  }
  void learn(const std::optional<T>& value, Rank rank) {
    if (value) learn(*value, rank);
  }
  /// The same for what is told to be missing by being empty.
  void learn_unless_empty(const T& value, Rank rank) {
    if (!value.empty()) learn(value, rank);
  }
  const std::optional<T>& value() const { return value_; }
  T value_or_empty() const { return value_.value_or(T()); }

 private:
  std::optional<T> value_;
  Rank rank_;
};

}  // namespace nowthen::floor
