#pragma once
#include <chrono>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "floor/floor.hpp"

namespace nowthen::board {

/// A stretch of time in which the live feed may have missed something.
struct GapLine {
  Instant began_at;
  std::optional<Instant> ended_at;  ///< Nothing: it goes on.
  std::string cause;
  bool is_healed = false;
  bool operator==(const GapLine&) const = default;
};

/// How what is shown now is known.
struct FeedLine {
  std::string source;  ///< `pushed`, `asking`, `starting` or `silent`.
  Instant seen_until;  ///< Everything up to here was seen.
  std::string why;     ///< Why events do not come; empty where they do.
  std::string trouble;
  std::optional<GapLine> gap;
  bool operator==(const FeedLine&) const = default;
};

/// Within which time who waits is to be answered, by media.
using Targets = std::map<std::string, std::chrono::milliseconds>;

struct QueueLine {
  std::string name;
  Targets targets;  ///< As far as they are known.
  floor::FloorQueue counts;
  bool operator==(const QueueLine&) const = default;
};

struct ConversationLine {
  floor::FloorConversation conversation;
  bool is_live = true;
  std::optional<Instant> as_of;  ///< When that was true, or seen.
  bool operator==(const ConversationLine&) const = default;
};

struct AgentLine {
  std::string name;
  floor::FloorAgent agent;
  bool operator==(const AgentLine&) const = default;
};

/// An alert that fires.
struct AlertLine {
  std::string name;
  Instant since;
  std::string text;
  bool operator==(const AlertLine&) const = default;
};

using Names = std::map<std::string, std::string, std::less<>>;

/// The contact centre at an instant as it is shown: docs/reference/board-api.md.
struct Board {
  Instant at;
  Instant now;  ///< By the server's clock.
  bool is_live = false;
  std::optional<FeedLine> feed;  ///< Of a board of now.
  std::vector<std::string> doubts;
  std::vector<QueueLine> queues;                ///< Those that are known by name, too; by id.
  std::vector<ConversationLine> conversations;  ///< By `since`, then id.
  std::vector<AgentLine> agents;                ///< By id.
  Names users;                                  ///< Of all that appear and have a name.
  std::vector<AlertLine> alerts;
};

/// What names there are, and what is shown besides the floor.
struct BoardNames {
  Names queues;
  Names users;
  std::map<std::string, Targets> targets{};  ///< By queue.
};

/// A board of `floor`: its queues, and those of `names` where nothing goes on. Pure.
Board board_of(const floor::Floor& floor, const BoardNames& names);

}  // namespace nowthen::board
