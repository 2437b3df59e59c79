#pragma once
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/plan/job_plan.hpp"
#include "extract/tutorial/looks.hpp"
#include "extract/tutorial/outstanding.hpp"
#include "extract/tutorial/tutorial_step.hpp"

namespace nowthen::extract {

/// A UTC day, and what its readings came to.
struct TutorialDay {
  WindowState state = WindowState::open;  ///< `complete` at most: nothing here can prove more.
  Instant state_since{};
  std::int64_t readings = 0;
  std::optional<Instant> last_read_at{};  ///< When the latest whole reading began.
  std::int64_t conversations = 0;         ///< Distinct ones, of that reading.
  std::optional<std::int64_t> total{};    ///< What the server said of it.
  std::int64_t set_aside = 0;
  std::int64_t reopened = 0;
  std::int64_t missing = 0;  ///< Of those that came before, so many were not listed any more.
  bool agreed = false;       ///< It had as many as its total, and nothing came since that it lacked.
  int failures = 0;          ///< Readings in a row that did not agree.
  Instant ask_again_at{};    ///< After one that did not.
  Instant ended_at{};        ///< The end of the latest whole reading.
};

/// A whole reading of a day, at its end.
struct TutorialReading {
  UtcDay day;
  HistoryLook look;
  Instant ended_at{};
  std::int64_t missing = 0;
};

/// What a run would take.
struct TutorialForecast {
  std::int64_t requests = 0;
  std::vector<Interval> days{};  ///< Read whole; those next to each other in one.
  std::int64_t parts = 0;        ///< Of days, where something is over that has not come yet.
  bool reads_live = false;
  bool is_rough = false;  ///< How many conversations a day has is not known yet.
};

/// Which request comes next under the tutorial's contract: takes pages and the server's time, gives the next
/// page or nothing.
///
/// The live listing says what goes on and what has been over for less than a day; what of it history has not
/// shown is outstanding, and parts of days are read for it alone. A day that is over is read whole once
/// nothing of it is outstanding, or after a while; and once more when corrections are over. It is complete
/// when as many came as the server says there are, and a live listing since its end had nothing of it that is
/// over and has not come. Pure, not thread-safe. ADR 0030.
class TutorialPlan {
 public:
  /// @param first  the first day that is wanted
  TutorialPlan(const TutorialProfile& profile, UtcDay first) : profile_(profile), first_(first) {}

  /// The page that is worth asking for now; nothing: none is, as yet.
  std::optional<TutorialStep> next(Instant now) const;
  /// What is worth asking now, as far as it can be told before anything is asked.
  TutorialForecast forecast(Instant now) const;

  /// What came of a step; `now` by the server's clock.
  void take(const ReadLivePage& step, const TutorialPage& page, Instant now);
  /// @return the reading, at the end of a whole day's
  std::optional<TutorialReading> take(const ReadHistoryPage& step, const TutorialPage& page, Instant now);
  /// The page was refused, or is none: the look begins again, or after some of them is left for later.
  void fail(const ReadHistoryPage& step, Instant now);
  /// The live listing could not be read: nothing is proven by it.
  void fail(const ReadLivePage& step, Instant now);
  /// It may not be read: it is asked for again in a day.
  void refuse_live(Instant now);

  /// Whether history has shown it, as far as that is still remembered.
  bool knows(const TutorialRow& row) const;
  /// Whether a record of the live listing says something that history has not. That of a later day counts,
  /// too: a listing that was read proves that nothing else was outstanding on any day.
  bool is_news(const TutorialRow& row) const {
    return row.start && day_of(*row.start) >= first_ && !row.is_erased && !knows(row);
  }

  const TutorialProfile& profile() const noexcept { return profile_; }
  UtcDay first() const noexcept { return first_; }
  const std::map<UtcDay, TutorialDay>& windows() const noexcept { return days_; }
  WindowState state_of(UtcDay day) const;
  const Outstanding& outstanding() const noexcept { return outstanding_; }
  const std::optional<HistoryLook>& history_look() const noexcept { return history_; }
  const std::optional<LiveLook>& live_look() const noexcept { return live_; }
  /// When the latest look at the live listing began that came to an end, and the latest that agreed.
  Instant live_read_at() const noexcept { return live_read_at_; }
  Instant live_proven_at() const noexcept { return live_proven_at_; }
  Instant live_rest_until() const noexcept { return live_rest_until_; }
  bool live_rests(Instant now) const;
  /// When history was asked last for those of a day that are over.
  const std::map<UtcDay, Instant>& asked_at() const noexcept { return asked_at_; }
  /// Why the day is not proven, or what is to be said of it; empty: nothing.
  std::string doubt_of(UtcDay day) const;
  /// Days before this one are read no more, but for what is outstanding.
  UtcDay first_unsettled() const;

  /// Days whose row in the ledger is another since this was asked last.
  std::set<UtcDay> take_changed() { return std::exchange(changed_, {}); }
  /// How many came late since this was asked last, by day: after it counted as complete.
  std::map<UtcDay, std::int64_t> take_late() { return std::exchange(late_, {}); }

  /// For whoever restores it from a store.
  void restore_day(UtcDay day, const TutorialDay& row) { days_[day] = row; }
  void restore_known(const std::string& id, Instant start, std::optional<Instant> end);
  void restore_outstanding(const std::string& id, const OutstandingRow& row) {
    outstanding_.restore(id, row);
  }
  void restore_look(HistoryLook look) { history_ = std::move(look); }
  void restore_look(LiveLook look) { live_ = std::move(look); }
  void restore_live_times(Instant read, Instant proven, Instant rest_until);
  void restore_asked(UtcDay day, Instant at) { asked_at_[day] = at; }
  void restore_failures(UtcDay day, int failures, Instant ask_again_at);

 private:
  Instant wanted_until(Instant now) const;
  bool is_settled(UtcDay day) const;
  bool is_overdue(UtcDay day, Instant now) const;
  bool is_due(UtcDay day, Instant now) const;
  bool is_due_without_live(UtcDay day, const TutorialDay& row, Instant now) const;
  bool wants_live(Instant now) const;
  std::optional<Interval> part_due(UtcDay day, Instant now) const;
  std::int64_t size_of(UtcDay day) const;
  void see(const TutorialRow& row, Instant now);
  void note_late(UtcDay day, Instant now);
  void take_live(const TutorialRow& row, Instant as_of, Instant now);
  void finish_live(Instant now);
  TutorialReading finish_day(Instant now);
  void finish_part(Instant now);
  void put_off(TutorialDay& day, Instant now) const;
  void judge(UtcDay day, Instant now);
  void forget(Instant now);

  TutorialProfile profile_;
  UtcDay first_;
  std::map<UtcDay, TutorialDay> days_;
  std::map<UtcDay, std::unordered_map<std::string, Instant>> known_;  ///< Ends, by the day of the start.
  Outstanding outstanding_;
  std::optional<HistoryLook> history_;
  std::optional<LiveLook> live_;
  int live_looks_ = 0;  ///< In a row, that did not agree.
  Instant live_read_at_{};
  Instant live_ended_at_{};  ///< As far as this process knows.
  Instant live_proven_at_{};
  Instant live_rest_until_{};
  std::map<UtcDay, Instant> asked_at_;
  std::set<UtcDay> changed_;
  std::map<UtcDay, std::int64_t> late_;
};

}  // namespace nowthen::extract
