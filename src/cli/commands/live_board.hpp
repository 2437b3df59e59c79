#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/model/conversation.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/table.hpp"

namespace nowthen::cli {

/// How many conversations are in each state, by the state's name.
using StateCounts = std::map<std::string, std::int64_t, std::less<>>;

void count_states(StateCounts& counts, const std::vector<Conversation>& conversations);

/// `3 queued, 1 ringing, 20 connected, 2 held, 11 closed`: known states in the order a call takes, others
/// after them.
std::string states_text(const StateCounts& counts, const Palette& palette = {});

/// What goes on in one queue.
struct QueueLoad {
  QueueId queue;             ///< Empty: conversations without a queue.
  std::string label;         ///< Its name where a conversation shows it, or its id.
  std::int64_t waiting = 0;  ///< Queued or ringing.
  std::optional<std::chrono::milliseconds> longest_wait;  ///< Of those, since the conversation's start.
  std::int64_t connected = 0;
  std::int64_t held = 0;
};

/// The load of each queue that has open conversations, those with the longest wait first. Pure.
std::vector<QueueLoad> queue_loads(const std::vector<Conversation>& conversations, Instant now);

/// One reading of the live listing.
struct LiveReading {
  std::vector<Conversation> conversations;
  ListingReport report;
  Instant read_at;
};

/// How a board is drawn.
struct BoardOptions {
  Instant now;
  std::size_t rows = 20;  ///< Conversations shown at most.
  std::size_t lines =
      0;  ///< Of the screen: queues and conversations share what the head leaves; 0: no limit.
  Table::Options table;
  ShowInstant show_instant;
  std::string trouble;  ///< Why the reading is not newer; empty: it is as new as can be.
};

/// The board: age and counts, queues with their waits, and the open conversations: the longest waits, then
/// the newest. Pure.
std::string board_text(const LiveReading& reading, const BoardOptions& options);

/// The table of queues alone.
std::string queue_table(const std::vector<Conversation>& conversations, const BoardOptions& options);

}  // namespace nowthen::cli
