#include "client/pacer.hpp"

#include <algorithm>

namespace nowthen::client {

Pacer::Lane& Pacer::lane(const Endpoint& endpoint) {
  for (Lane& known : lanes_)
    if (known.name == endpoint.name) return known;
  return lanes_.emplace_back(endpoint, shared_.reserved_share);
}

Turn Pacer::take(const Endpoint& endpoint, Ticks now) {
  Lane& own = lane(endpoint);
  const Ticks paced =
      std::max(own.pace.ready_at(now, endpoint.priority), shared_lane_.ready_at(now, endpoint.priority));
  const Ticks allowed = own.budget.ready_at(now);
  if (paced > now || allowed > now) {
    const Ticks held = std::max(own.pace.held_until(), shared_lane_.held_until());
    if (allowed > paced) return {allowed, Turn::Cause::failing};
    return {paced, held > now ? Turn::Cause::held : Turn::Cause::pace};
  }
  own.pace.sent(now, endpoint.priority);
  if (shared_.per_minute > 0) shared_lane_.sent(now, endpoint.priority);
  own.budget.sent(now);
  return {now, Turn::Cause::ready};
}

void Pacer::refused(const Endpoint& endpoint, Ticks sent_at, Ticks now, std::chrono::seconds wait) {
  PaceLane& own = lane(endpoint).pace;
  if (shared_.per_minute <= 0) return own.refused(sent_at, now, wait);
  shared_lane_.refused(sent_at, now, wait);
}

void Pacer::announced(const Endpoint& endpoint, const LimitNotice& notice, Ticks now) {
  if (!notice.allowed) return;
  if (shared_.per_minute > 0) return shared_lane_.announced(notice, now);
  lane(endpoint).pace.announced(notice, now);
}

}  // namespace nowthen::client
