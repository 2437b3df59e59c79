#include "cli/commands/progress_bar.hpp"

#include <ostream>

namespace nowthen::cli {

ProgressBar::ProgressBar(const Context& context) : context_(context), started_(context.clock.ticks()) {}

CallObserver ProgressBar::observer() {
  if (!context_.shows_progress()) return {};
  return [this](const CallEvent& event) { on_event(event); };
}

void ProgressBar::show(const ListingReport& report) {
  if (!context_.shows_progress()) return;
  const std::scoped_lock lock(mutex_);
  state_.records = report.records;
  state_.total = report.server_total;
  draw();
}

void ProgressBar::hide() {
  const std::scoped_lock lock(mutex_);
  if (!shown_) return;
  context_.err << "\r\x1b[K" << std::flush;
  shown_ = false;
}

void ProgressBar::on_event(const CallEvent& event) {
  const std::scoped_lock lock(mutex_);
  std::string note = wait_note(event);
  if (note == state_.note) return;
  state_.note = std::move(note);
  draw();
}

void ProgressBar::draw() {
  state_.elapsed = context_.clock.ticks() - started_;
  const auto width = static_cast<std::size_t>(context_.terminal_width) - 1;
  context_.err << '\r' << progress_line(state_, width) << "\x1b[K" << std::flush;
  shown_ = true;
}

}  // namespace nowthen::cli
