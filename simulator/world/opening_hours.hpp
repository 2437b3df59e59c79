#pragma once
#include "simulator/world/centre.hpp"

namespace nowthen::sim {

/// Whether `queue` takes contacts at `instant`: every day from `opens_minute` to `closes_minute`, local time.
bool is_open(const QueueTruth& queue, Instant instant);

/// The first closing after `instant`; `never` for a queue that is always open.
Instant closes_after(const QueueTruth& queue, Instant instant);

/// The first instant from `instant` on at which the queue is open.
Instant opens_from(const QueueTruth& queue, Instant instant);

}  // namespace nowthen::sim
