#include "cli/commands/live_watch.hpp"

#include <ostream>

#include "cli/commands/other_screen.hpp"
#include "cli/commands/progress_line.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/output/show_time.hpp"

namespace nowthen::cli {
namespace {

class Watch {
 public:
  Watch(Context& context, const ReadLive& read, const WatchOptions& options)
      : context_(context),
        read_(read),
        options_(options),
        screen_(context.out_is_terminal ? &context.out : nullptr) {}

  Result<ExitCode> run() {
    while (!context_.stop.stop_requested() && context_.out) {
      const auto next = context_.clock.ticks() + options_.every;
      if (auto read = refresh(); !read) {
        if (read.error().kind == ErrorKind::cancelled) break;
        return read.error();
      }
      if (!show_until(next)) break;
    }
    return ExitCode::interrupted;
  }

 private:
  Result<void> refresh() {
    if (!reading_) show_reading({});
    auto reading = read_([this](const ListingReport& so_far) {
      if (!reading_) show_reading(so_far);
    });
    if (reading) {
      reading_ = std::move(*reading);
      trouble_.clear();
      return {};
    }
    if (!reading_ || !is_retryable(reading.error().kind)) return reading.error();
    trouble_ = reading.error().message;
    return {};
  }

  /// While there is nothing to show yet: how far the first reading is.
  void show_reading(const ListingReport& so_far) {
    if (!context_.out_is_terminal) return;
    const auto width = static_cast<std::size_t>(size_now().columns);
    screen_.show("live  reading: " +
                 progress_line({.records = so_far.records, .total = so_far.server_total}, width - 16) + "\n");
  }

  /// Asked each time: a window may have been resized.
  TerminalSize size_now() const {
    return context_.terminal_size ? context_.terminal_size()
                                  : TerminalSize{.columns = context_.terminal_width};
  }

  std::string board() const {
    Table::Options look = table_options(context_, context_.out_is_terminal);
    std::size_t lines = 0;
    if (context_.out_is_terminal) {  // one line and one column less: the cursor must not scroll or wrap
      const TerminalSize size = size_now();
      look.available = static_cast<std::size_t>(size.columns) - 1;
      lines = static_cast<std::size_t>(size.lines > 1 ? size.lines - 1 : size.lines);
    }
    return board_text(*reading_, {.now = context_.clock.now(),
                                  .rows = options_.rows,
                                  .lines = lines,
                                  .table = look,
                                  .show_instant = wall_clock(context_.settings.zone),
                                  .trouble = trouble_});
  }

  bool show_until(Clock::Ticks next) {
    if (!context_.out_is_terminal) {
      context_.out << board() << '\n' << std::flush;
      return context_.clock.wait_until(next, context_.stop);
    }
    bool going = true;
    do {
      screen_.show(board());
      const auto second = context_.clock.ticks() + std::chrono::seconds(1);
      going = context_.clock.wait_until(std::min<Clock::Ticks>(second, next), context_.stop);
    } while (going && context_.clock.ticks() < next);
    return going;
  }

  Context& context_;
  const ReadLive& read_;
  const WatchOptions& options_;
  OtherScreen screen_;
  std::optional<LiveReading> reading_;
  std::string trouble_;
};

}  // namespace

Result<ExitCode> watch_live(Context& context, const ReadLive& read, const WatchOptions& options) {
  return Watch(context, read, options).run();
}

}  // namespace nowthen::cli
