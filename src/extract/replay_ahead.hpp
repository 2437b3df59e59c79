#pragma once
#include <stop_token>
#include <utility>

#include "core/ahead.hpp"
#include "extract/replay.hpp"

namespace nowthen::extract {

/// A replay that reads on, on a thread of its own, while what it gave is being merged. Not thread-safe; the
/// replay is its own as long as it lives.
class ReplayAhead {
 public:
  using Next = Result<std::optional<ReplayedPages>>;

  ReplayAhead(Replay& replay, std::stop_token stop) : replay_(replay), stop_(std::move(stop)) { read_on(); }

  /// What comes next, as `Replay::next`. Blocks. Not again after a failure or the end.
  Next next() {
    Next taken = ahead_.take();
    if (taken && *taken) read_on();
    return taken;
  }

 private:
  void read_on() {
    ahead_.start([&replay = replay_](const std::stop_token& asked) { return replay.next(asked); }, stop_);
  }

  Replay& replay_;
  std::stop_token stop_;
  Ahead<Next> ahead_;  // last: it reads until it is gone
};

}  // namespace nowthen::extract
