#include "extract/plan/ended_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "extract/plan/staleness.hpp"

namespace nowthen::extract {

Instant EndedSweep::last_sweep(const std::string& medium, Instant now) const {
  const auto found = read_at_.find(medium);
  return found == read_at_.end() ? now - std::chrono::days(1) : found->second;
}

std::vector<EndedSweep::Medium> EndedSweep::media_of(const KnownRows& known, Instant now,
                                                     const PlanProfile& profile) const {
  std::map<std::string, Medium> media;
  for (const auto& [day, rows] : known.days()) {
    for (const KnownRow& row : rows) {
      Medium& medium = media[row.seen.media];
      medium.name = row.seen.media;
      if (row.is_open()) {
        // What began before the query's reach it does not list, however often it is asked.
        const bool is_listed = row.seen.start >= now - profile.query_reach && row.seen.start < profile.until;
        if (is_listed) medium.worth += staleness_of(row, now, profile);
      } else if (*row.seen.end >= last_sweep(medium.name, now) - profile.lateness) {
        medium.ended += 1;
      }
    }
  }
  std::vector<Medium> list;
  list.reserve(media.size());
  for (auto& [name, medium] : media) list.push_back(std::move(medium));
  return list;
}

void EndedSweep::offer(const KnownRows& known, Instant now, const PlanProfile& profile,
                       BestCandidate& best) const {
  auto media = media_of(known, now, profile);
  double ended_in_all = 0;
  for (const Medium& medium : media) ended_in_all += medium.ended;
  std::erase_if(media, [](const Medium& medium) { return medium.worth <= 0 || medium.name.empty(); });
  std::sort(media.begin(), media.end(), [](const Medium& a, const Medium& b) {
    return a.worth / (a.ended + 1) > b.worth / (b.ended + 1);
  });
  ReadEnded step{.started_in = {now - profile.query_reach, std::min(now, profile.until)}};
  double worth = 0;
  double ended = 0;
  for (const Medium& medium : media) {
    step.media.push_back(medium.name);
    worth += medium.worth;
    ended += medium.ended;
    best.offer({.worth = worth, .requests = 1 + std::floor(ended / profile.page_size), .step = step});
  }
  constexpr double surely_one_page = 0.7;
  if (media.empty() || ended_in_all > surely_one_page * profile.page_size) return;
  step.media.clear();  // what nobody knows of shows for nothing
  best.offer({.worth = worth * 1.001, .requests = 1, .step = step});
}

std::optional<Step> EndedSweep::take(const ReadEnded& step, const SeenPage& page, KnownRows& known,
                                     Instant now, const PlanProfile& profile) {
  const auto asked = step.media.empty() ? known.media() : step.media;
  if (step.page == 1) {
    target_ = now;
    begun_at_ = now;
    for (const auto& medium : asked) target_ = std::min(target_, last_sweep(medium, now) - profile.lateness);
  }
  const bool has_more = is_full(page, profile.page_size) && has_page(step.page + 1, profile);
  const bool is_past = !page.rows.empty() && page.rows.back().end && *page.rows.back().end <= target_;
  if (has_more && !is_past) {
    ReadEnded more = step;
    ++more.page;
    return more;
  }
  const std::set<std::string> media(asked.begin(), asked.end());
  // What has ended since its first page, that page cannot have had; of one that left out what began lately
  // nobody remembers that it did.
  if (step.started_in.length() >= profile.query_reach)
    for (const auto& medium : asked) read_at_[medium] = begun_at_;
  std::vector<std::string> still_open;
  for (const auto& [day, rows] : known.days())
    for (const KnownRow& row : rows)
      if (row.is_open() && media.contains(row.seen.media) && step.started_in.contains(row.seen.start))
        still_open.push_back(row.seen.id);
  for (const auto& id : still_open) known.look(id, begun_at_);
  return std::nullopt;
}

}  // namespace nowthen::extract
