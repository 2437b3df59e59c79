#pragma once
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extract/plan/ended_sweep.hpp"
#include "extract/plan/job_plan.hpp"
#include "extract/plan/known_rows.hpp"
#include "extract/plan/profile.hpp"
#include "extract/plan/step.hpp"
#include "extract/plan/suspects.hpp"
#include "extract/plan/unknown_rows.hpp"

namespace nowthen::extract {

/// What a run would take.
struct Forecast {
  std::int64_t requests = 0;
  std::int64_t days = 0;                                  ///< Read by job.
  std::vector<std::pair<Interval, std::int64_t>> jobs{};  ///< Each, with the requests that it takes.
  bool is_rough = false;  ///< How many conversations a day has is not known yet.
};

/// Which request comes next so that the warehouse becomes complete, provably, and is as fresh as wanted, for
/// the fewest requests: takes replies and the server's time, gives the next request or nothing.
///
/// Nobody can know beforehand what a request will bring. So one is made when what it would cure has cost as
/// much as the request does (`PlanProfile::price`), the one that is worth most first: whatever comes, that is
/// never more than about twice as dear as having known. What proves days is `JobPlan`'s. Pure, not
/// thread-safe. ADR 0027.
class Planner {
 public:
  /// @param first  the first day that is wanted
  Planner(const PlanProfile& profile, UtcDay first);
  Planner(const Planner&) = delete;
  Planner& operator=(const Planner&) = delete;

  /// The request that is worth making now; nothing: none is, as yet.
  std::optional<Step> next(Instant now) const;

  /// What is worth asking now, as far as it can be told before anything is asked.
  Forecast forecast(Instant now) const;

  /// What came of a request; `now` by the server's clock.
  void take(const ReadNewest& step, const SeenPage& page, Instant now);
  void take(const ReadDayPage& step, const SeenPage& page, Instant now);
  void take(const ReadEnded& step, const SeenPage& page, Instant now);
  /// @return of the suspects those that are gone
  std::vector<std::string> take(const ReadByIds& step, const SeenPage& page, Instant now);
  /// @return the reading, at its end
  std::optional<JobReading> take(const ReadJobPage& step, const SeenPage& page, Instant now);
  void take_availability(Instant until, Instant now) { jobs_.available(until, now); }
  void take_started(const StartJob& step, const std::string& job, Instant now);
  void take_progress(JobProgress progress, Instant now, std::optional<Instant> completed = {}) {
    jobs_.progressed(progress, now, completed);
  }

  /// What the plan knows and has concluded, for reports and for a store.
  const PlanProfile& profile() const noexcept { return profile_; }
  const KnownRows& known() const noexcept { return known_; }
  const JobPlan& jobs() const noexcept { return jobs_; }
  const EndedSweep& sweep() const noexcept { return sweep_; }
  /// What began before and was not late is known.
  Instant tail_read_at() const noexcept { return tail_read_at_; }
  /// When names were read last, by their kind.
  const std::map<std::string, Instant>& names_read_at() const noexcept { return names_read_at_; }
  void note_names_read(std::string kind, Instant at) { names_read_at_.insert_or_assign(std::move(kind), at); }
  /// What was lacking has been asked for: days of which something is there all the same are in doubt. What
  /// nobody reads any more is let go of.
  void settle_suspects(Instant now);
  /// It cannot be asked for: all days of the reading are in doubt.
  void drop_suspects(Instant now);
  /// The listing under way, for a store. Nothing: none is.
  std::optional<ListingPlace> listing() const;
  /// It leads nowhere: it begins again when it is worth it.
  void drop_listing() { following_.reset(); }
  /// For whoever restored a job that was read, and of which suspects were being asked for. @return its
  /// reading
  std::optional<JobReading> take_up_reading();
  /// For whoever restored rows and sweeps: what a sweep would have shown to have ended has not.
  void look_at_swept();
  bool has_suspects() const noexcept { return !suspects_.empty(); }
  /// How many of them were asked for once without being found.
  std::int64_t suspects_asked() const noexcept { return suspects_.asked(); }
  /// The server lists under a day also what began before it and went on.
  bool shows_overlap() const noexcept { return shows_overlap_; }

  /// For whoever restores it from a store.
  KnownRows& known() noexcept { return known_; }
  JobPlan& jobs() noexcept { return jobs_; }
  EndedSweep& sweep() noexcept { return sweep_; }
  /// As a store has it: see `tail_read_at`.
  void restore_tail(Instant read_at) { tail_read_at_ = read_at; }
  /// As a store has it: see `listing`.
  void restore_listing(const ListingPlace& place);
  /// As a store has it: see `shows_overlap`.
  void restore_overlap() { shows_overlap_ = true; }

 private:
  /// By how many places a day's own rows lie behind where they would lie alone, as a page has shown while so
  /// many rows were known.
  struct Displacement {
    std::int64_t places = 0;
    std::int64_t known = 0;
  };
  std::optional<Step> best_other(Instant now) const;
  void see(const SeenPage& page, Instant now);
  std::optional<Step> rest_of(const ReadNewest& step, const SeenPage& page, Instant now) const;
  std::int64_t places_before(UtcDay day) const;
  void look_at_page(const ReadDayPage& step, const SeenPage& page, Instant now);
  void forget_proven();
  Instant tail_read(Instant now) const;
  Instant tail_from(Instant now) const;
  double rate(Instant now) const;
  std::int64_t carried_into(UtcDay day) const;
  void count(UtcDay day, const SeenPage& page, Instant now);
  void offer_newest(Instant now, BestCandidate& best) const;
  void offer_pages(Instant now, BestCandidate& best) const;
  void offer_ids(Instant now, BestCandidate& best) const;

  PlanProfile profile_;
  KnownRows known_;
  JobPlan jobs_;
  EndedSweep sweep_;
  std::map<UtcDay, UnknownRows> unknown_;
  Instant tail_read_at_;    ///< What started before and is not late was read.
  Instant tail_reached_{};  ///< The same, once the reading under way is at its end.
  std::map<std::string, Instant> names_read_at_;
  bool shows_overlap_ = false;  ///< The server lists under a day also what began before it and went on.
  std::map<UtcDay, Displacement> displaced_;  ///< Where more of them are than we know.
  std::optional<Step> following_;             ///< What the last reply asks for.
  Suspects suspects_;
  Interval suspected_in_{};  ///< Of the reading that lacked them.
  std::set<UtcDay> alive_;   ///< Days of those that are there all the same.
};

}  // namespace nowthen::extract
