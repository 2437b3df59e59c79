#pragma once
#include <chrono>
#include <functional>

#include "cli/commands/live_board.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"

namespace nowthen::cli {

/// Told how far a reading is.
using AfterPage = std::function<void(const ListingReport&)>;

/// Reads the live listing once, whole.
using ReadLive = std::function<Result<LiveReading>(const AfterPage& after_page)>;

/// How a board is kept moving.
struct WatchOptions {
  std::chrono::seconds every{
      5};  ///< From the start of one reading to the next; longer where the rate limit says so.
  std::size_t rows = 20;
};

/// Shows the live board until stopped: redrawn in place on a terminal, its age moving each second; elsewhere
/// one block a reading. Where a reading fails in a way that may pass, the last one stays, with its age and
/// the reason. Gives `interrupted`; the screen is as it was before.
Result<ExitCode> watch_live(Context& context, const ReadLive& read, const WatchOptions& options);

}  // namespace nowthen::cli
