#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// A change of one conversation that a queue it has touched is told of.
struct QueueChange {
  Instant at;
  std::uint32_t conversation = 0;  ///< Into `PlatformSource::entries()`.
  bool operator==(const QueueChange&) const = default;
};

/// Which conversation changes when, for each queue: made hour by hour when asked for, so that looking ahead
/// costs nothing where nothing happens. Some thirty hours are kept, those asked for last. Not thread-safe.
///
/// Only a made world has any: of a recorded conversation it is not known what was so when.
class EventIndex {
 public:
  /// Makes the world up to an instant.
  using Extend = std::function<void(Instant)>;

  /// `source` must outlive it.
  EventIndex(PlatformSource& source, Extend extend) : source_(source), extend_(std::move(extend)) {}

  /// The first instant after `after` and not after `until` at which something changes for `queue_id`.
  std::optional<Instant> next(std::string_view queue_id, Instant after, Instant until);

  /// What changes for `queue_id` after `after` and not after `until`: by (instant, conversation). Replaces
  /// what `changes` held.
  void between(std::vector<QueueChange>& changes, std::string_view queue_id, Instant after, Instant until);

 private:
  struct Hour {
    std::uint64_t used = 0;
    std::map<std::string, std::vector<QueueChange>, std::less<>> by_queue;
  };

  Hour& hour_at(Instant begin);
  Hour made(Instant begin);
  void add(Hour& hour, Instant begin, std::uint32_t conversation);
  void forget_oldest();

  PlatformSource& source_;
  Extend extend_;
  std::map<Instant, Hour> hours_;
  std::uint64_t uses_ = 0;
};

}  // namespace nowthen::sim
