#pragma once
#include <algorithm>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "extract/plan/planner.hpp"

namespace nowthen::testing {

/// A conversation as it really is, and when the API shows what of it.
struct RealConversation {
  std::string id;
  Instant start;
  Instant shown_at;                        ///< Before, nobody has it.
  std::optional<Instant> end{};            ///< Shown at once.
  std::optional<Instant> wrapped_up_at{};  ///< From its end until then it awaits its wrap-up.
  std::optional<Instant> deleted_at{};
  std::string media = "voice";
};

/// A small API that answers a plan's steps by the book: listings, ids and jobs. Not thread-safe.
class PlannedWorld {
 public:
  using Page = extract::SeenPage;

  explicit PlannedWorld(extract::PlanProfile profile) : profile_(profile) {}

  std::vector<RealConversation> conversations;
  std::chrono::milliseconds availability_lag = std::chrono::hours(6);
  bool shows_overlap = false;  ///< A listing of an interval also has what began before and went on into it.

  /// What of it shows at `now`, as a listing has it.
  std::optional<extract::Sighting> sighting_of(const RealConversation& real, Instant now) const {
    if (real.shown_at > now || (real.deleted_at && *real.deleted_at <= now)) return std::nullopt;
    extract::Sighting seen{.id = real.id, .start = real.start, .end = {}, .media = real.media};
    if (!real.end || *real.end > now) return seen;
    seen.end = real.end;
    seen.awaits_wrapup = real.wrapped_up_at && *real.wrapped_up_at > now;
    return seen;
  }

  /// Carries a step out, and tells the plan.
  /// @return ids that the plan takes for gone
  std::vector<std::string> perform(const extract::Step& step, extract::Planner& plan, Instant now) {
    return std::visit([&](const auto& each) { return answer(each, plan, now); }, step);
  }

 private:
  using Gone = std::vector<std::string>;
  using Sighting = extract::Sighting;

  template <class Wanted, class Before>
  std::vector<Sighting> listing(Instant now, Wanted wanted, Before before) const {
    std::vector<Sighting> rows;
    for (const auto& real : conversations)
      if (auto seen = sighting_of(real, now); seen && wanted(*seen)) rows.push_back(*std::move(seen));
    std::sort(rows.begin(), rows.end(), before);
    return rows;
  }

  bool lists(const Sighting& row, Interval interval) const {
    if (interval.contains(row.start)) return true;
    return shows_overlap && row.start < interval.begin && (!row.end || *row.end >= interval.begin);
  }

  Page page_of(const std::vector<Sighting>& rows, int number, Instant now) const {
    const auto size = static_cast<std::size_t>(profile_.page_size);
    const std::size_t first = std::min(rows.size(), size * static_cast<std::size_t>(number - 1));
    const std::size_t last = std::min(rows.size(), first + size);
    Page page{.as_of = now, .total = std::ssize(rows)};
    page.rows.assign(rows.begin() + std::ptrdiff_t(first), rows.begin() + std::ptrdiff_t(last));
    return page;
  }

  static bool earlier(const Sighting& a, const Sighting& b) {
    return std::pair(a.start, std::string_view(a.id)) < std::pair(b.start, std::string_view(b.id));
  }

  Gone answer(const extract::ReadNewest& step, extract::Planner& plan, Instant now) {
    const auto rows = listing(
        now, [&](const Sighting& row) { return lists(row, step.started_in); },
        [](const Sighting& a, const Sighting& b) { return earlier(b, a); });
    plan.take(step, page_of(rows, step.page, now), now);
    return {};
  }

  Gone answer(const extract::ReadDayPage& step, extract::Planner& plan, Instant now) {
    const auto rows = listing(
        now, [&](const Sighting& row) { return lists(row, extract::whole(step.day)); }, earlier);
    plan.take(step, page_of(rows, step.page, now), now);
    return {};
  }

  Gone answer(const extract::ReadEnded& step, extract::Planner& plan, Instant now) {
    const auto is_wanted = [&](const Sighting& row) {
      const auto& media = step.media;
      return row.end && lists(row, step.started_in) &&
             (media.empty() || std::find(media.begin(), media.end(), row.media) != media.end());
    };
    const auto rows = listing(now, is_wanted, [](const Sighting& a, const Sighting& b) {
      return std::pair(*b.end, std::string_view(b.id)) < std::pair(*a.end, std::string_view(a.id));
    });
    plan.take(step, page_of(rows, step.page, now), now);
    return {};
  }

  Gone answer(const extract::ReadByIds& step, extract::Planner& plan, Instant now) {
    Page page{.as_of = now};
    for (const auto& id : step.ids)
      for (const auto& real : conversations)
        if (real.id == id)
          if (auto seen = sighting_of(real, now)) page.rows.push_back(*std::move(seen));
    auto gone = plan.take(step, page, now);
    if (step.are_suspects && !plan.has_suspects()) plan.settle_suspects(now);
    return gone;
  }

  Gone answer(const extract::AskAvailability& /*step*/, extract::Planner& plan, Instant now) const {
    plan.take_availability(now - availability_lag, now);
    return {};
  }

  Gone answer(const extract::StartJob& step, extract::Planner& plan, Instant now) {
    const std::string id = "job" + std::to_string(jobs_.size() + 1);
    jobs_[id] = {.available = now - availability_lag, .ready_at = now + std::chrono::minutes(20)};
    plan.take_started(step, id, now);
    return {};
  }

  Gone answer(const extract::AskJob& step, extract::Planner& plan, Instant now) {
    using extract::JobProgress;
    plan.take_progress(now < jobs_.at(step.job).ready_at ? JobProgress::going_on : JobProgress::done, now);
    return {};
  }

  Gone answer(const extract::ReadJobPage& step, extract::Planner& plan, Instant now) {
    const Instant available = jobs_.at(step.job).available;
    const auto rows = listing(
        available,
        [&](const Sighting& row) {
          return row.start < std::min(step.interval.end, available) &&
                 (!row.end || *row.end >= step.interval.begin);
        },
        earlier);
    const std::size_t first = step.cursor.empty() ? 0 : std::stoul(step.cursor);
    const std::size_t last = std::min(rows.size(), first + static_cast<std::size_t>(profile_.job_page_size));
    Page page{.as_of = available, .available_until = available};
    page.rows.assign(rows.begin() + std::ptrdiff_t(first), rows.begin() + std::ptrdiff_t(last));
    if (last < rows.size()) page.next_cursor = std::to_string(last);
    plan.take(step, page, now);
    return {};
  }

  struct Job {
    Instant available;
    Instant ready_at;
  };

  extract::PlanProfile profile_;
  std::map<std::string, Job> jobs_;
};

}  // namespace nowthen::testing
