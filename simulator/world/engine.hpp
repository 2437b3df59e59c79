#pragma once
#include <deque>
#include <nowthen/core/instant.hpp>
#include <vector>

#include "simulator/world/stage.hpp"

namespace nowthen::sim {

struct EngineOptions {
  std::uint64_t seed = 1;
  Instant begin;  ///< Midnight UTC.
  int per_day = 400;
  WorldShape shape = {};
};

/// Plays the contact centre, event after event, in order of time: how far it is asked to go changes nothing
/// in what happens. Finished conversations come out in the order of their starts.
class Engine {
 public:
  /// `centre` must outlive it.
  Engine(const Centre& centre, const EngineOptions& options);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Lets the next thing happen. There always is one.
  void step();

  /// Every conversation that starts before this is finished.
  Instant complete_before() const;

  /// Whether the oldest conversation not yet taken is finished and starts before `instant`.
  bool has_one_before(Instant instant) const;

  /// Takes the oldest conversation, which is finished.
  ConversationTruth take();

 private:
  struct Slot {
    Instant start;
    bool finished = false;
    ConversationTruth conversation;  ///< Once finished.
  };

  void happen(const Event& event);
  void begin_day(Instant midnight);
  bool has_arrivals(std::chrono::sys_days day) const;
  void plan_shifts(std::chrono::sys_days day);
  void plan_arrival();
  void arrive();
  void free_agent(const Event& event);
  void change_shift(const Event& event);

  const Centre& centre_;
  EngineOptions options_;
  Stage stage_;
  Instant now_;
  std::vector<Arrival> arrivals_;  ///< Of the day.
  std::size_t next_arrival_ = 0;
  std::uint64_t arrival_count_ = 0;  ///< In all days begun.
  std::deque<Slot> slots_;
  std::uint64_t first_slot_ = 0;  ///< Position of the conversation in the first slot.
  std::uint64_t first_unfinished_ = 0;
};

}  // namespace nowthen::sim
