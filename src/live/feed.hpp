#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/genesys/platform.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "live/feed_profile.hpp"
#include "live/gap_log.hpp"
#include "live/lines.hpp"
#include "live/live_store.hpp"
#include "live/look_plan.hpp"
#include "live/looker.hpp"
#include "live/tracks.hpp"

namespace nowthen::live {

/// How the feed is.
struct FeedStatus {
  LinesStatus lines;
  std::size_t queues = 0;
  std::size_t conversations = 0;    ///< Known ones.
  std::int64_t frames = 0;          ///< Messages received, heartbeats included.
  std::int64_t events = 0;          ///< Of these, events of conversations.
  std::int64_t not_understood = 0;  ///< Messages; their bytes are kept.
  std::int64_t looks = 0;
  std::int64_t requests = 0;         ///< Of looks, channels and lists of queues.
  std::int64_t missed = 0;           ///< Conversations of which an event was lost.
  std::int64_t gaps = 0;             ///< Opened since the start.
  bool has_gap = false;              ///< One goes on.
  std::optional<Gap> gap;            ///< That one, else the latest that is not healed.
  Instant seen_until{};              ///< Everything up to here was seen, but for gaps.
  std::optional<Instant> looked_at;  ///< The latest look that came to its end.
  std::string trouble;               ///< Why the latest look did not; empty: it did.
  std::string no_room;               ///< Why nothing of what comes is kept; empty: it is.
  std::int64_t not_kept = 0;         ///< Messages for which there was no room.
};

/// The live feed of one organisation: what is pushed where that is permitted, asked for otherwise, and both
/// together so that neither is trusted alone. It notices its own gaps and heals them through the API.
///
/// One thread runs it, on the clock that it was given. docs/guide/live.md.
class Feed {
 public:
  struct Parts {
    const Platform* platform = nullptr;
    net::WebSocketConnector* sockets = nullptr;  ///< Null: notifications are not used.
    Clock* clock = nullptr;
    Random* random = nullptr;
    LiveStore* store = nullptr;
  };
  /// Told how the feed is and what it knows, soon after something came, and each time something was written
  /// down.
  using OnState = std::function<void(const FeedStatus&, const Tracks&)>;

  Feed(const Parts& parts, const FeedProfile& profile, const LiveMemory& memory);
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  void on_state(OnState told) { on_state_ = std::move(told); }

  /// Receives, asks and keeps until the clock shows `until` or `stop`, then writes down what it knows; can be
  /// called again. Blocks. Trouble with the network ends nothing: `status` tells it; nor does it that there
  /// is no room to keep anything: that is a gap, which ends when there is. Fails with `local` where nothing
  /// can be kept any more, and with `unauthenticated`; a stop is no failure.
  Result<void> run(Clock::Ticks until, const std::stop_token& stop);

  const FeedStatus& status() const noexcept { return status_; }
  const Tracks& tracks() const noexcept { return tracks_; }

 private:
  bool listens() const noexcept { return parts_.sockets != nullptr && profile_.use_notifications; }
  Result<void> steps(Clock::Ticks until, const std::stop_token& stop);
  Result<void> step(Clock::Ticks until, const std::stop_token& stop);
  Result<void> list_queues(const std::stop_token& stop);
  void note_lines();
  Result<void> look(const std::stop_token& stop);
  Instant asked_from(const Look& look) const;
  void finish_look(const Look& look, Instant now, const LookReport& report);
  void note_stall();
  void fail_look(const Error& error, Instant now);
  Result<void> receive(Clock::Ticks until, const std::stop_token& stop);
  void take(std::size_t line, std::string text);
  Result<void> flush();
  Result<void> keep_frames();
  Result<void> conclude();
  void note_room(const std::string& no_room, Instant from);
  void show();
  Clock::Ticks next_deadline() const;
  Clock::Ticks ticks_at(Instant instant) const;

  Parts parts_;
  FeedProfile profile_;
  Tracks tracks_;
  GapLog gaps_;
  LookPlan looks_;
  Looker looker_;
  Lines lines_;
  Instant started_at_;
  Instant kept_until_;       ///< All that came until then is kept, but for gaps.
  Clock::Ticks room_at_{0};  ///< While there is no room: when it is tried again.
  Clock::Ticks list_queues_at_;
  std::vector<ReceivedFrame> frames_;
  bool did_come_ = false;                 ///< All events came when it was looked last.
  std::optional<Instant> events_since_;   ///< Since when all events come without a break.
  std::optional<Instant> certain_until_;  ///< Up to here everything was seen, but for gaps: heard or asked.
  std::optional<Clock::Ticks> received_at_;  ///< When somebody listened last.
  int look_failures_ = 0;
  int list_failures_ = 0;
  std::int64_t counted_gaps_;  ///< The highest number so far.
  bool has_news_ = false;      ///< Something came that was not shown yet.
  Clock::Ticks show_at_{0};
  Clock::Ticks flush_at_;
  Clock::Ticks remember_at_;
  FeedStatus status_;
  OnState on_state_;
};

}  // namespace nowthen::live
