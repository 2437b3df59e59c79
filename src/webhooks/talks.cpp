#include "webhooks/talks.hpp"

#include <algorithm>
#include <tuple>

namespace nowthen::webhooks {
namespace {

using floor::Leg;
using floor::State;

bool goes_on_with(const Leg& leg, const Talk& talk) {
  if (leg.state == State::wrapping || leg.begin <= talk.begin) return false;
  if (leg.user_id == talk.user_id && leg.queue_id == talk.queue_id) return false;
  return !leg.end || *leg.end > *talk.end;
}

std::optional<Instant> later(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  if (!a || !b) return std::nullopt;
  return std::max(*a, *b);
}

}  // namespace

std::vector<Talk> talks_in(std::span<const Leg> legs) {
  std::vector<Talk> talks;
  for (const Leg& leg : legs)
    if (leg.state == State::interacting || leg.state == State::holding)
      talks.push_back({leg.queue_id, leg.user_id, leg.begin, leg.end});
  std::sort(talks.begin(), talks.end(), [](const Talk& a, const Talk& b) {
    return std::tie(a.user_id, a.queue_id, a.begin) < std::tie(b.user_id, b.queue_id, b.begin);
  });
  std::vector<Talk> joined;
  for (const Talk& talk : talks) {
    const bool touches = !joined.empty() && joined.back().user_id == talk.user_id &&
                         joined.back().queue_id == talk.queue_id &&
                         (!joined.back().end || talk.begin <= *joined.back().end);
    if (touches)
      joined.back().end = later(joined.back().end, talk.end);
    else
      joined.push_back(talk);
  }
  std::stable_sort(joined.begin(), joined.end(),
                   [](const Talk& a, const Talk& b) { return a.begin < b.begin; });
  return joined;
}

const Leg* next_after(const Talk& talk, std::span<const Talk> talks, std::span<const Leg> legs) {
  if (!talk.end) return nullptr;
  const bool was_beside = std::any_of(talks.begin(), talks.end(), [&talk](const Talk& other) {
    return other.begin < talk.begin && (!other.end || *other.end > *talk.end);
  });
  if (was_beside) return nullptr;
  const Leg* next = nullptr;
  for (const Leg& leg : legs)
    if (goes_on_with(leg, talk) && (next == nullptr || leg.begin < next->begin)) next = &leg;
  return next;
}

}  // namespace nowthen::webhooks
