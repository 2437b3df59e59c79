#pragma once
#include <cstdint>

#include "simulator/world/arrivals.hpp"
#include "simulator/world/chance.hpp"
#include "simulator/world/dispatch.hpp"
#include "simulator/world/draft.hpp"

namespace nowthen::sim {

/// What one agent's session adds up to while it goes on.
struct TalkTotals {
  Chance::Milliseconds talk{0};
  Chance::Milliseconds held{0};
  Instant last_talk;  ///< End of the last stretch.
  Instant last_hold;
  int talk_stretches = 0;
  int hold_stretches = 0;
};

/// An agent's part in a contact.
struct Handling {
  std::uint32_t agent = 0;
  std::uint16_t session = no_index;
  std::uint16_t queue = no_index;  ///< On whose behalf.
  TalkTotals totals;
};

/// A customer from arrival to goodbye: what the flows remember between events.
struct Contact {
  Arrival arrival;
  Chance chance{0};
  Draft draft;
  std::uint32_t self = 0;  ///< Its place in the pool.
  MediaType media = MediaType::voice;
  Direction direction = Direction::inbound;
  std::uint8_t oddities = 0;

  std::uint16_t customer_session = no_index;
  std::uint16_t dialer_session = no_index;

  std::uint16_t queue = no_index;
  std::uint16_t acd_session = no_index;
  Waiting waiting;
  bool is_waiting = false;
  Instant waiting_since;
  Instant gives_up_at;
  Instant closes_at;  ///< The queue; `never` where that ends no wait.

  Handling handling;  ///< Of the agent who answered last.
  int transfers = 0;
  int refusals = 0;  ///< Times an agent did not answer.
  int rounds = 0;    ///< Of a thread: answers so far.

  void mark(Oddity oddity) {
    oddities = static_cast<std::uint8_t>(oddities | static_cast<std::uint8_t>(oddity));
  }
};

}  // namespace nowthen::sim
