#pragma once
#include <nowthen/model/conversation_detail.hpp>
#include <nowthen/model/live_conversation.hpp>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "floor/live_track.hpp"
#include "live/live_store.hpp"

namespace nowthen::live {

/// What the feed knows of each conversation that goes on, or did a short while ago. Not thread-safe.
class Tracks {
 public:
  /// Takes an event in. @return whether its conversation was known
  bool apply(const LiveConversation& event, Instant seen_at);

  /// Takes in a record of the API, read at `read_at`.
  /// @param told  of what lies in there events should have told
  /// @return whether the record shows something of that time that no event had told
  bool replace(const ConversationDetail& record, Instant read_at, const Interval& told);

  /// Conversations that are not over, that began before `before`, and are not among `seen`; and those whose
  /// events leave it open in which order they were made. `now` decides about those that nobody knew.
  std::vector<ConversationId> to_ask_for(const std::unordered_set<std::string>& seen, Instant before,
                                         Instant now) const;

  /// The API did not know it at `now`: it is asked for again after a while, each time later, and in the end
  /// not any more.
  void note_unknown(const ConversationId& id, Instant now);

  /// Rows of those that changed since the last call.
  std::vector<TrackRow> take_changed();

  /// What becomes of conversations that changed since the last call of `take_changed`.
  enum class Untaken { stay, go };
  /// Lets go of those that were over, and of which nothing was heard since `before`.
  void forget(Instant before, Untaken untaken = Untaken::stay);

  /// All legs that are known.
  std::vector<floor::Leg> legs() const;
  /// Of these, the conversations that are over: all are gone, and no wrap-up goes on.
  std::unordered_set<std::string> over() const;
  std::size_t size() const noexcept { return tracks_.size(); }

 private:
  struct Tracked {
    floor::LiveTrack track;
    Instant heard_at{};
    bool is_from_record = false;
    int times_unknown = 0;
    Instant ask_at{};
  };

  std::unordered_map<std::string, Tracked> tracks_;
  std::unordered_set<std::string> changed_;
};

}  // namespace nowthen::live
