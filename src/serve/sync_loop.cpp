#include "serve/sync_loop.hpp"

#include "extract/sync/daily_names.hpp"
#include "extract/sync/sync_runner.hpp"

namespace nowthen::serve {
namespace {

constexpr std::chrono::minutes between_runs{1};

class SyncLoop {
 public:
  SyncLoop(const SyncParts& parts, Noticeboard& board, const OnTrouble& on_trouble)
      : parts_(parts),
        board_(board),
        on_trouble_(on_trouble),
        store_(parts.with_data),
        runner_(*parts.platform, *parts.planner, store_) {}

  Result<void> run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      auto done = once(stop);
      if (!done && done.error().kind == ErrorKind::cancelled) return {};
      if (!done && done.error().kind == ErrorKind::local) return done;
      note(done);
      store_.take_intake();  // nobody reports it here, and it would only grow
      parts_.clock->wait_for(between_runs, stop);
    }
    return {};
  }

 private:
  /// Names first: the first run may read weeks, and a board without names is hard to read meanwhile.
  Result<void> once(const std::stop_token& stop) {
    auto named = refresh_names(stop);
    auto report = runner_.run({.run_id = parts_.run_id, .asks_ahead = true}, stop);
    add(report ? *report : runner_.report());
    if (!report) return report.error();
    return named;
  }

  void add(const extract::SyncReport& report) {
    state_.requests += report.requests;
    state_.records += report.records;
    state_.late_arrivals += report.late_arrivals;
    state_.deleted += report.deleted;
    state_.without_jobs = report.without_jobs ? report.without_jobs->message : "";
  }

  /// How much room there is changes from one run to the next, and is no news.
  bool is_told(const Error& error) const {
    return error.kind == told_ && (error.kind == ErrorKind::no_room || error.message == state_.trouble);
  }

  /// The feed says the same of what it sees.
  static Error with_place(Error error) {
    if (error.kind == ErrorKind::no_room) error.message = "history is not fetched: " + error.message;
    return error;
  }

  void note(const Result<void>& done) {
    ++state_.runs;
    if (done) {
      state_.succeeded_at = parts_.platform->server_time();
      state_.trouble.clear();
      told_.reset();
    } else {
      ++state_.failures;
      if (!is_told(done.error())) on_trouble_(with_place(done.error()));
      told_ = done.error().kind;
      state_.trouble = done.error().message;
    }
    board_.sync_is(state_);
  }

  Result<void> refresh_names(const std::stop_token& stop) {
    auto users = extract::Users::listed;
    auto looked = parts_.with_data([&](extract::DataSet& set) -> Result<void> {
      if (set.has_policy()) users = extract::Users::left_out;
      return {};
    });
    if (!looked) return looked;
    auto names =
        extract::refresh_daily_names(*parts_.platform, *parts_.planner, store_, users, parts_.run_id, stop);
    if (!names) return names.error();
    state_.requests += names->requests;
    return {};
  }

  const SyncParts& parts_;
  Noticeboard& board_;
  const OnTrouble& on_trouble_;
  extract::DataSetStore store_;
  extract::SyncRunner runner_;
  SyncState state_;
  std::optional<ErrorKind> told_;  ///< Of the trouble that was told last.
};

}  // namespace

Result<void> run_sync(const SyncParts& parts, Noticeboard& board, const OnTrouble& on_trouble,
                      const std::stop_token& stop) {
  return SyncLoop(parts, board, on_trouble).run(stop);
}

}  // namespace nowthen::serve
