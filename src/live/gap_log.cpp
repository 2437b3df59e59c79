#include "live/gap_log.hpp"

#include <algorithm>
#include <array>

namespace nowthen::live {
namespace {

constexpr std::array<std::string_view, 6> cause_names{"restart",    "disconnected", "silence",
                                                      "unanswered", "missed",       "no_room"};

bool is_unseen(const Gap& gap) { return !gap.ended_at && gap.cause != GapCause::no_room; }
bool is_unkept(const Gap& gap) { return !gap.ended_at && gap.cause == GapCause::no_room; }

template <class IsOne>
std::optional<Instant> begin_of(const std::vector<Gap>& gaps, const IsOne& is_one) {
  const auto found = std::find_if(gaps.begin(), gaps.end(), is_one);
  if (found == gaps.end()) return std::nullopt;
  return found->began_at;
}

}  // namespace

std::string_view name_of(GapCause cause) noexcept { return cause_names.at(static_cast<std::size_t>(cause)); }

std::optional<GapCause> gap_cause_named(std::string_view name) noexcept {
  const auto* const found = std::find(cause_names.begin(), cause_names.end(), name);
  if (found == cause_names.end()) return std::nullopt;
  return static_cast<GapCause>(found - cause_names.begin());
}

void GapLog::touch(const Gap& gap) {
  std::erase_if(changed_, [&](const Gap& each) { return each.number == gap.number; });
  changed_.push_back(gap);
}

void GapLog::open(Instant at, GapCause cause, std::string note) {
  for (Gap& gap : gaps_) {
    if (cause == GapCause::no_room ? !is_unkept(gap) : !is_unseen(gap)) continue;
    if (at < gap.began_at) {
      gap.began_at = at;
      touch(gap);
    }
    return;
  }
  gaps_.push_back({.number = ++last_number_, .began_at = at, .cause = cause, .note = std::move(note)});
  touch(gaps_.back());
}

void GapLog::close(Instant at) {
  for (Gap& gap : gaps_)
    if (is_unseen(gap)) end(gap, at);
}

void GapLog::close_unkept(Instant at) {
  for (Gap& gap : gaps_)
    if (is_unkept(gap)) end(gap, at);
}

void GapLog::end(Gap& gap, Instant at) {
  gap.ended_at = std::max(at, gap.began_at);
  touch(gap);
}

void GapLog::add(Instant began_at, Instant ended_at, GapCause cause, std::string note) {
  gaps_.push_back({.number = ++last_number_,
                   .began_at = began_at,
                   .ended_at = std::max(began_at, ended_at),
                   .cause = cause,
                   .note = std::move(note)});
  touch(gaps_.back());
}

std::optional<Gap> GapLog::foremost() const {
  for (const auto goes_on : {is_unseen, is_unkept})
    if (const auto open = std::find_if(gaps_.begin(), gaps_.end(), goes_on); open != gaps_.end())
      return *open;
  return gaps_.empty() ? std::nullopt : std::optional(gaps_.back());
}

std::optional<Instant> GapLog::unseen_since() const noexcept { return begin_of(gaps_, is_unseen); }

std::optional<Instant> GapLog::unkept_since() const noexcept { return begin_of(gaps_, is_unkept); }

std::optional<Instant> GapLog::open_since() const noexcept {
  const auto unseen = unseen_since();
  const auto unkept = unkept_since();
  if (unseen && unkept) return std::min(*unseen, *unkept);
  return unseen ? unseen : unkept;
}

bool GapLog::has_unhealed() const noexcept {
  return std::any_of(gaps_.begin(), gaps_.end(), [](const Gap& gap) { return gap.ended_at.has_value(); });
}

std::optional<Instant> GapLog::unhealed_since() const noexcept {
  std::optional<Instant> since;
  for (const Gap& gap : gaps_) since = std::min(since.value_or(gap.began_at), gap.began_at);
  return since;
}

bool GapLog::covers(const Interval& stretch) const noexcept {
  return std::any_of(gaps_.begin(), gaps_.end(), [&](const Gap& gap) {
    return gap.began_at <= stretch.begin && gap.ended_at.value_or(Instant::max()) >= stretch.end;
  });
}

void GapLog::spend(std::int64_t requests) {
  for (Gap& gap : gaps_) {
    gap.requests += requests;
    if (requests != 0) touch(gap);
  }
}

void GapLog::heal(Instant until, Instant now) {
  for (Gap& gap : gaps_) {
    if (!gap.ended_at || *gap.ended_at > until) continue;
    gap.healed_at = now;
    touch(gap);
  }
  std::erase_if(gaps_, [](const Gap& gap) { return gap.healed_at.has_value(); });
}

void GapLog::leave_to_history() {
  for (Gap& gap : gaps_) {
    if (!gap.ended_at) continue;
    gap.note = "more happened in it than can be asked for: history tells";
    touch(gap);
  }
  std::erase_if(gaps_, [](const Gap& gap) { return gap.ended_at.has_value(); });
}

std::vector<Gap> GapLog::take_changed() { return std::exchange(changed_, {}); }

}  // namespace nowthen::live
