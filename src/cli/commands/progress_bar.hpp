#pragma once
#include <mutex>
#include <nowthen/core/call_event.hpp>
#include <nowthen/genesys/listing.hpp>

#include "cli/commands/progress_line.hpp"
#include "cli/context.hpp"

namespace nowthen::cli {

/// A line on the terminal's standard error that is drawn over and over; draws nothing where it is not wanted.
///
/// Thread-safe. The context must outlive it. Gone from the screen when destroyed.
class ProgressBar {
 public:
  explicit ProgressBar(const Context& context);
  ~ProgressBar() { hide(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// To be told of each call: shows what is waited for. The bar must outlive the client.
  CallObserver observer();

  /// Shows how far the listing is.
  void show(const ListingReport& report);

  /// Takes the line away, so that something else can be written.
  void hide();

 private:
  void on_event(const CallEvent& event);
  void draw();

  const Context& context_;
  Clock::Ticks started_;
  std::mutex mutex_;
  ProgressState state_;
  bool shown_ = false;
};

}  // namespace nowthen::cli
