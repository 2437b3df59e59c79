#include "serve/board_loop.hpp"

#include <chrono>

#include "access/each_row.hpp"
#include "board/queue_targets.hpp"
#include "serve/live_board.hpp"

namespace nowthen::serve {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds between_ticks{1};
constexpr std::chrono::seconds between_names{60};
constexpr std::chrono::seconds between_tries{2};  // while there are none yet

/// What queues and users are called, as the tables have it.
class NameBook {
 public:
  explicit NameBook(const OpenTables& open) : open_(open) {}

  const board::BoardNames& names() const { return names_; }

  /// Looks again when it is time, or when a sync has been made since.
  void refresh(std::int64_t sync_runs, const std::stop_token& stop) {
    if (Steady::now() < due_ && sync_runs == sync_runs_) return;
    sync_runs_ = sync_runs;
    due_ = Steady::now() + (read(stop) && !names_.queues.empty() ? between_names : between_tries);
  }

 private:
  bool read(const std::stop_token& stop) {
    auto tables = open_(stop);
    if (!tables) return false;
    board::BoardNames read;
    board::Names settings;  // of media, by queue
    const auto ask = [&](const char* sql, board::Names& into) {
      const auto done = access::each_row(**tables, sql, stop, [&into](const access::Answer& row) {
        into[row.get<std::string>(0).value_or("")] = row.get<std::string>(1).value_or("");
      });
      return done.has_value();
    };
    const bool is_whole =
        ask("SELECT queue_id, name FROM queue WHERE valid_to IS NULL AND coalesce(state, 'active') = "
            "'active'",
            read.queues) &&
        ask("SELECT user_id, name FROM \"user\" WHERE valid_to IS NULL", read.users) &&
        ask("SELECT queue_id, CAST(json_extract(extra, '$.mediaSettings') AS VARCHAR) FROM queue WHERE "
            "valid_to "
            "IS NULL AND json_extract(extra, '$.mediaSettings') IS NOT NULL",
            settings);
    for (const auto& [queue, text] : settings) read.targets[queue] = board::targets_in(text);
    if (is_whole) names_ = std::move(read);
    return is_whole;
  }

  const OpenTables& open_;
  board::BoardNames names_;
  std::int64_t sync_runs_ = -1;
  Steady::time_point due_ = Steady::now();
};

}  // namespace

Result<void> run_board(const BoardParts& parts, const std::stop_token& stop) {
  NameBook book(parts.open_tables);
  while (!stop.stop_requested()) {
    const std::uint64_t seen = parts.notices->version();
    const Snapshot state = parts.notices->read();
    book.refresh(state.sync.runs, stop);
    parts.hub->publish(live_board(state, book.names(), parts.now()));
    parts.notices->wait_for_newer(seen, between_ticks, stop);
  }
  parts.hub->close();
  return {};
}

}  // namespace nowthen::serve
