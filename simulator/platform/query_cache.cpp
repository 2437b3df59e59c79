#include "simulator/platform/query_cache.hpp"

#include <algorithm>

namespace nowthen::sim {
namespace {

constexpr std::size_t most_slots = 16;

std::size_t first_from(std::span<const PlatformEntry> entries, Instant start) {
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), start,
                       [](const PlatformEntry& entry, Instant instant) { return entry.start < instant; });
  return static_cast<std::size_t>(found - entries.begin());
}

/// The next instant after `at` at which the times of the entry may say something else.
Instant next_change(const PlatformEntry& entry, const Interval& interval, Instant at) {
  Instant next = absent;
  const auto see = [&](Instant instant) {
    if (instant > at) next = std::min(next, instant);
  };
  see(entry.shown_at);
  see(entry.closed_at);
  see(entry.deleted_at);
  // Of an open one the last activity moves with the time, and may move into the interval.
  if (!entry.is_closed(at)) see(interval.begin);
  return next;
}

}  // namespace

std::size_t QuerySelection::first_candidate(std::span<const PlatformEntry> entries) const {
  Instant from = Instant::min();
  if (semantics_ != IntervalSemantics::overlap) from = days_touched(query_.interval).begin;
  if (query_.from_start_of_day) from = std::max(from, days_touched(query_.interval).begin);
  return from == Instant::min() ? 0 : first_from(entries, from);
}

std::size_t QuerySelection::end_of_candidates(std::span<const PlatformEntry> entries) const {
  // A first segment may start a little before its conversation does.
  return first_from(entries, days_touched(query_.interval).end + std::chrono::minutes(1));
}

QuerySelection::Judgement QuerySelection::judge(PlatformSource& source, const Look& look) const {
  const auto& [entry, index, at] = look;
  Judgement judgement{.in = false, .until = next_change(entry, query_.interval, at)};
  if (!entry.is_shown(at) || !belongs(entry, query_.interval, semantics_, at)) return judgement;
  judgement.in = true;
  if (query_.filters.empty()) return judgement;
  if (const auto slightly = judge_slightly(source, look)) {
    judgement.in = slightly->in;
    judgement.until = std::min(judgement.until, slightly->until);
    return judgement;
  }
  const ConversationFacts& facts = source.facts(index, at, Knowledge::of_history);
  judgement.in = passes(facts, query_.filters);
  judgement.until = std::min(judgement.until, facts.changes_at);
  return judgement;
}

std::optional<QuerySelection::Judgement> QuerySelection::judge_slightly(const PlatformSource& source,
                                                                        const Look& look) const {
  if (!slight_) return std::nullopt;
  const bool lets = look.entry.is_closed(look.at) ? slight_->lets_closed : slight_->lets_open;
  if (!lets || slight_->media.empty()) return Judgement{.in = lets, .until = absent};
  if (look.entry.medium != 0) return Judgement{.in = slight_->lets_media(look.entry.medium), .until = absent};
  const auto seen = source.media_at(look.index, look.at);
  if (!seen) return std::nullopt;
  return Judgement{.in = slight_->lets_media(seen->bits), .until = seen->until};
}

bool QuerySelection::judge_again(PlatformSource& source, Instant at) {
  const auto entries = source.entries();
  if (at < judged_at_ || judgements_.empty()) {
    judgements_.clear();
    first_ = first_candidate(entries);
  }
  const std::size_t end = std::max(first_, end_of_candidates(entries));
  bool changed = judgements_.size() != end - first_;
  valid_until_ = absent;
  judgements_.resize(end - first_, {.in = false, .until = Instant::min()});
  for (std::size_t place = 0; place < judgements_.size(); ++place) {
    Judgement& judgement = judgements_[place];
    if (judgement.until <= at) {
      const std::size_t index = first_ + place;
      judgement = judge(source, {entries[index], static_cast<std::uint32_t>(index), at});
      changed = true;
    }
    valid_until_ = std::min(valid_until_, judgement.until);
  }
  judged_at_ = at;
  entry_count_ = entries.size();
  return changed;
}

void QuerySelection::gather_by_time(PlatformSource& source, Instant at) {
  using By = DetailsQuery::OrderBy;
  const auto entries = source.entries();
  const bool by_first = query_.order_by == By::segment_start;
  const auto order = by_first                                  ? source.by_first_activity()
                     : query_.order_by == By::conversation_end ? source.by_end()
                                                               : source.by_settled();
  // Whether and when one that goes on will end the record does not know: it comes after all others.
  const auto has_time = [&](std::uint32_t index) { return by_first || entries[index].is_closed(at); };
  for (const std::uint32_t index : order)
    if (is_in(index) && has_time(index)) selected_.push_back(index);
  for (std::size_t place = 0; place < judgements_.size(); ++place) {
    const auto index = static_cast<std::uint32_t>(first_ + place);
    if (judgements_[place].in && !has_time(index)) selected_.push_back(index);
  }
}

void QuerySelection::gather_by_start() {
  for (std::size_t place = 0; place < judgements_.size(); ++place)
    if (judgements_[place].in) selected_.push_back(static_cast<std::uint32_t>(first_ + place));
}

void QuerySelection::gather(PlatformSource& source, Instant at) {
  selected_.clear();
  const bool unordered = query_.order == DetailsQuery::Order::unordered;
  if (unordered || query_.order_by == DetailsQuery::OrderBy::conversation_start)
    gather_by_start();
  else
    gather_by_time(source, at);
  if (query_.order == DetailsQuery::Order::desc) std::reverse(selected_.begin(), selected_.end());
}

const std::vector<std::uint32_t>& QuerySelection::at(PlatformSource& source, Instant at) {
  const bool still_valid = judged_at_ <= at && at < valid_until_ && entry_count_ == source.entries().size();
  if (!still_valid && judge_again(source, at)) gather(source, at);
  return selected_;
}

QuerySelection& QueryCache::of(const DetailsQuery& query, IntervalSemantics semantics) {
  ++uses_;
  auto slot = std::find_if(slots_.begin(), slots_.end(),
                           [&](const Slot& each) { return each.selection->text() == query.text; });
  if (slot == slots_.end()) {
    if (slots_.size() >= most_slots)
      slots_.erase(std::min_element(slots_.begin(), slots_.end(), [](const Slot& left, const Slot& right) {
        return left.used < right.used;
      }));
    slot = slots_.insert(slots_.end(), Slot{.selection = std::make_unique<QuerySelection>(query, semantics)});
  }
  slot->used = uses_;
  return *slot->selection;
}

}  // namespace nowthen::sim
