#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::board {

/// Bytes of server-sent events, for many readers at once.
using EventBytes = std::shared_ptr<const std::string>;

/// One event as it goes over the wire (HTML Living Standard, server-sent events). `data` has no line breaks,
/// as no JSON of ours has.
std::string event_text(std::string_view name, std::string_view id, std::string_view data);

/// The latest events of a board, so that readers who come back get what they lack, and slow ones a whole
/// board in place of all they missed. Not thread-safe.
class EventLog {
 public:
  /// @param epoch   tells this log from those of other starts in the ids of its events
  /// @param longest so many changes are kept
  explicit EventLog(std::string epoch, std::size_t longest = 64)
      : epoch_(std::move(epoch)), longest_(longest) {}

  /// The board is another one now.
  void change(std::string_view change);
  /// Time went by, and nothing else.
  void tick(std::string_view data);

  /// Where a reader is.
  struct Place {
    std::optional<std::uint64_t> change;  ///< It has all up to here; nothing: it has no board.
    std::uint64_t tick = 0;
  };

  /// What a reader at `place` is to get next, which moves it there; null: nothing.
  ///
  /// @param board  makes the board as it is now, whole, as JSON; called where one is needed
  EventBytes next(Place& place, const std::function<std::string()>& board);

  /// Whether a reader there gets a whole board next, rather than a change.
  bool needs_whole(const Place& place) const;

  /// The place of somebody who says that the last event it had was `id`: nothing known where that is none of
  /// ours, or too long ago.
  Place place_of(std::string_view id) const;

 private:
  std::string id_of(std::uint64_t number) const;

  std::string epoch_;
  std::size_t longest_;
  std::uint64_t latest_ = 0;        ///< Number of the latest change; 0: none.
  std::deque<EventBytes> changes_;  ///< Up to `latest_`.
  EventBytes whole_;                ///< The board as it is now; null: nobody needed it yet.
  std::uint64_t ticks_ = 0;
  EventBytes tick_;
};

}  // namespace nowthen::board
