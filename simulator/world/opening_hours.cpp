#include "simulator/world/opening_hours.hpp"

#include "simulator/world/calendar.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {
namespace {

bool is_always_open(const QueueTruth& queue) {
  return queue.opens_minute == 0 && queue.closes_minute == 1440;
}

}  // namespace

bool is_open(const QueueTruth& queue, Instant instant) {
  const int minute = local_time(instant).minute;
  return minute >= queue.opens_minute && minute < queue.closes_minute;
}

Instant closes_after(const QueueTruth& queue, Instant instant) {
  if (is_always_open(queue)) return never;
  const auto today = local_time(instant).day;
  const Instant closing = instant_at(today, queue.closes_minute);
  return closing > instant ? closing : instant_at(today + std::chrono::days(1), queue.closes_minute);
}

Instant opens_from(const QueueTruth& queue, Instant instant) {
  if (is_open(queue, instant)) return instant;
  const auto today = local_time(instant).day;
  const Instant opening = instant_at(today, queue.opens_minute);
  return opening >= instant ? opening : instant_at(today + std::chrono::days(1), queue.opens_minute);
}

}  // namespace nowthen::sim
