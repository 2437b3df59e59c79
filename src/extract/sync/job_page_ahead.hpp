#pragma once
#include <nowthen/genesys/platform.hpp>
#include <optional>
#include <stop_token>

#include "core/ahead.hpp"
#include "extract/plan/step.hpp"

namespace nowthen::extract {

/// A page of a job's results, and when it was asked for.
struct FetchedJobPage {
  Instant asked_at{};
  Result<JobPage> page;
};

/// The page that comes next, asked for on another thread while the one before it is kept. It is read when it
/// is taken: read, it takes four times as much room, and so there is only one that is. One owner.
class JobPageAhead {
 public:
  /// `platform` must outlive it.
  explicit JobPageAhead(const Platform& platform) : platform_(platform) {}

  /// Fetches the page now. Blocks; returns soon after `stop`.
  FetchedJobPage fetch(const ReadJobPage& step, int page_size, const std::stop_token& stop) const;

  /// Begins to fetch the page `next`. One that was asked for before and not taken is given up.
  void ask(ReadJobPage next, int page_size, const std::stop_token& stop);

  /// Whether this is the page that was asked for.
  bool has(const Step& step) const;

  /// Waits for the page that was asked for, and reads it.
  FetchedJobPage take();

  /// Waits until nothing is under way; the page stays to be taken.
  void wait();

  /// Gives up what was asked for, and waits until it has come to an end.
  void drop();

 private:
  /// As it came.
  struct Unread {
    Instant asked_at{};
    Result<UnreadJobPage> page;
  };

  Unread get(const ReadJobPage& step, int page_size, const std::stop_token& stop) const;
  static FetchedJobPage read(const Unread& unread);

  const Platform& platform_;
  std::optional<ReadJobPage> asked_;
  std::optional<Ahead<Unread>> fetching_;
};

}  // namespace nowthen::extract
