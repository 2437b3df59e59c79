#pragma once
#include <nowthen/model/conversation_detail.hpp>
#include <nowthen/model/live_conversation.hpp>
#include <optional>
#include <vector>

#include "floor/leg.hpp"
#include "floor/live_facts.hpp"

namespace nowthen::floor {

/// What live events say about one conversation, and the record that healed it.
///
/// Events may come in any order and more than once: each is a snapshot that only grows, so all of them
/// together decide, and one that knows less than is known changes nothing. What the order alone decides is
/// the end of a hold that comes and goes while nothing else happens: then the track says that it is in doubt.
///
/// Not thread-safe.
class LiveTrack {
 public:
  struct Applied {
    bool changed = false;   ///< The legs, or whether it is over.
    bool doubtful = false;  ///< The order of events is unclear: ask the API by id.
  };

  /// Takes in an event, seen at `seen_at` by the server's clock. All events of a track are of one
  /// conversation.
  Applied apply(const LiveConversation& event, Instant seen_at);

  /// Takes in the API's record, which was true at `as_of`: it has the last word about what was before, and
  /// all doubt of holds until then is gone. What events told and it does not show yet, is kept. Gives whether
  /// legs, or whether it is over, changed; false too for a record older than the one before it.
  bool replace(const ConversationDetail& detail, Instant as_of);

  /// In order; empty until it has touched a queue.
  const std::vector<Leg>& legs() const { return legs_; }
  /// All participants are gone, and no wrap-up goes on.
  bool is_over() const { return is_over_; }
  /// Whether some hold's end depends on an order of events that nobody knows.
  bool is_doubtful() const { return doubts_ > 0; }

 private:
  bool look_again();
  bool find_over() const;

  ConversationId id_;
  LiveFacts facts_;
  std::vector<Leg> legs_;
  bool is_over_ = false;
  std::size_t doubts_ = 0;
  std::optional<Instant> last_seen_;  ///< Of the events.
  std::optional<Instant> read_at_;    ///< Of the latest record.
  bool record_has_end_ = false;
};

}  // namespace nowthen::floor
