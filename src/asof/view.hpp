#pragma once
#include <chrono>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "floor/floor.hpp"

namespace nowthen::asof {

/// Where what is said of a conversation comes from.
struct Source {
  bool is_live = false;          ///< The live feed's legs; otherwise its record of history.
  std::optional<Instant> as_of;  ///< When that was true, or seen.
};

/// A stretch of time, the instant within, in which the live feed may have missed something.
struct Gap {
  Instant began_at;
  std::optional<Instant> ended_at;
  std::string cause;

  /// It was seen, and nothing of it kept: the disk had no room.
  bool is_unkept() const { return cause == "no_room"; }
};

/// The contact centre at an instant, with what it rests on.
struct View {
  Instant now;
  floor::Floor floor;
  std::map<std::string, Source, std::less<>> sources;  ///< By conversation.
  std::map<std::string, std::string, std::less<>> queue_names;
  std::map<std::string, std::string, std::less<>> user_names;
  bool is_proven = false;  ///< History is complete for the instant's day.
  std::optional<Gap> gap;
  std::vector<std::string> doubts;  ///< Sentences: why it may lack something. None: it does not.

  /// The name valid at the instant, or the id.
  const std::string& queue_name(const QueueId& id) const;
  const std::string& user_name(const UserId& id) const;
  Source source_of(const ConversationId& id) const;
  /// How many of the conversations shown come from the live feed.
  std::size_t live_count() const;
};

}  // namespace nowthen::asof
