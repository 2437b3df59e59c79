#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "simulator/world/centre.hpp"

namespace nowthen::sim {

/// One contact in a queue. The smallest is served first: by priority, then in the order of arrival.
struct Waiting {
  int priority = 0;  ///< Lower is more urgent.
  std::uint64_t order = 0;
  std::uint32_t contact = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
  auto operator<=>(const Waiting&) const = default;
};

/// Brings contacts and agents together: the longest waiting contact, the longest idle agent, by skill.
///
/// An agent takes one voice contact at a time and nothing beside it, or up to `chat_slots` digital ones.
class Dispatch {
 public:
  explicit Dispatch(const Centre& centre);

  void add_waiting(std::uint16_t queue, const Waiting& waiting) { queues_[queue].waiting.insert(waiting); }
  void remove_waiting(std::uint16_t queue, const Waiting& waiting) { queues_[queue].waiting.erase(waiting); }

  /// The agent who has been free for `queue` for longest.
  std::optional<std::uint32_t> free_agent(std::uint16_t queue) const;

  struct Match {
    std::uint16_t queue;
    Waiting waiting;
  };
  /// The contact that `agent` should take now, if it may take any; does not take it.
  std::optional<Match> next_for(std::uint32_t agent) const;

  void occupy(std::uint32_t agent, MediaType media);
  void release(std::uint32_t agent, MediaType media, Instant now);
  void set_on_shift(std::uint32_t agent, bool on_shift, Instant now);
  /// While away (did not answer) nothing is offered. Ends do not add up: the last one counts.
  void set_away(std::uint32_t agent, bool away, Instant now);

 private:
  struct State {
    Instant free_since;
    int on_shift = 0;  ///< Shifts may touch: counted.
    std::uint8_t digital = 0;
    bool voice = false;
    bool away = false;
    std::uint16_t offered = 0;  ///< Bit per position in `AgentTruth::queues`: is in that queue's free set.
  };
  struct Queue {
    std::set<Waiting> waiting;
    std::set<std::pair<Instant, std::uint32_t>> free;
    bool voice = false;
  };
  bool may_take(std::uint32_t agent, std::uint16_t queue) const;
  void withdraw(std::uint32_t agent);
  void offer(std::uint32_t agent);

  const Centre& centre_;
  std::vector<State> agents_;
  std::vector<Queue> queues_;
};

}  // namespace nowthen::sim
