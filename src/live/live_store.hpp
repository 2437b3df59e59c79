#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "floor/leg.hpp"
#include "live/gap.hpp"

namespace nowthen::live {

/// A message of the feed as it came.
struct ReceivedFrame {
  Instant received_at{};
  std::string bytes;
};

/// Records that the feed asked for.
struct LookedUp {
  std::string request;  ///< What was asked, as text.
  bool is_by_id = false;
  Instant asked_at{};
  Instant as_of{};
  std::vector<std::string> records;
};

/// What is known of a conversation's life in queues, in place of what was known before.
struct TrackRow {
  ConversationId conversation_id;
  Instant as_of{};
  bool is_from_record = false;  ///< A record of the API had a part in it; otherwise events alone.
  std::vector<floor::Leg> legs;
  /// All participants are gone. A message whose legs have all ended may go on; none: nobody said.
  std::optional<bool> is_over;
  bool operator==(const TrackRow&) const = default;
};

/// What the feed has concluded since it said so last.
struct Concluded {
  Instant seen_until{};  ///< Everything up to here was seen, but for the gaps; 1970: nothing yet.
  std::vector<TrackRow> tracks;
  std::vector<Gap> gaps;
};

/// What an earlier run left.
struct LiveMemory {
  std::optional<Instant> seen_until;  ///< Nothing: there was none.
  std::int64_t last_gap = 0;
  std::vector<Gap> unhealed;
};

/// What became of what was to be kept.
struct Kept {
  std::string no_room;  ///< Why there is no room for it, in one line: nothing of it is kept. Empty: it is.
  bool operator==(const Kept&) const = default;
};

/// Where the feed keeps what it receives and concludes. Each call may block on a disk; after one that failed
/// nothing more is to be kept. Where there is only no room, the next may be kept again. Not thread-safe.
class LiveStore {
 public:
  virtual ~LiveStore() = default;

  /// Keeps frames so that none of them can be lost any more. None: says whether there is room.
  virtual Result<Kept> keep(const std::vector<ReceivedFrame>& frames) = 0;
  virtual Result<Kept> keep(const LookedUp& page) = 0;
  /// Keeps what was concluded from what was kept before, and makes the tables show it.
  virtual Result<void> conclude(const Concluded& concluded) = 0;
};

}  // namespace nowthen::live
