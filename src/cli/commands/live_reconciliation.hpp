#pragma once
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output/style.hpp"

namespace nowthen::cli {

/// One conversation that the live feed saw come to its end, as both sides have it.
struct SeenLive {
  std::string id;
  Instant began{};
  Instant ended{};             ///< Of the last wait or talk that was seen.
  bool overlaps_gap = false;   ///< Some of it lies in a gap of the feed.
  std::string live_parts;      ///< Queue, agent and medium of all that was seen, in order of text.
  bool is_in_history = false;  ///< History knows it.
  bool is_deleted = false;
  bool has_end = false;                  ///< History says that it has ended.
  std::string history_parts;             ///< The same as history has it.
  std::optional<Instant> history_ended;  ///< The same.
  std::optional<Instant> appeared;       ///< When history was first seen to have its end.
};

enum class LiveVerdict {
  agrees,
  late,         ///< Not in history yet; some records take days.
  missing,      ///< Not in history after days.
  deleted,      ///< History had it, and knows it no more.
  never_ended,  ///< History does not say that it ended.
  gap,          ///< They differ, and the feed did not see all of it.
  differs       ///< They differ.
};
std::string_view name_of(LiveVerdict verdict) noexcept;

/// A conversation on which both sides do not agree.
struct LiveDifference {
  std::string id;
  LiveVerdict verdict = LiveVerdict::differs;
  std::string what;  ///< One line.
};

/// What was seen live, held against history.
struct LiveReconciliation {
  std::int64_t compared = 0;
  std::vector<LiveDifference> differences;
  std::vector<std::chrono::milliseconds> delays;  ///< From the end to its appearance, ascending.

  /// Those that are incidents: what is only late, or was seen in part, is not.
  std::int64_t incidents() const noexcept;
};

/// Pure. `now` decides what is late.
LiveVerdict judge(const SeenLive& seen, Instant now);
LiveReconciliation reconcile_live(const std::vector<SeenLive>& all, Instant now);
std::string live_reconciliation_text(const LiveReconciliation& found, const Palette& palette);
boost::json::object live_reconciliation_json(const LiveReconciliation& found);

}  // namespace nowthen::cli
