#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/core/instant.hpp>

namespace nowthen::extract {

/// When what a run has kept is to be shown by the tables: many records together, but none later than after a
/// minute, so that a slow run is seen to go on. A value; not thread-safe.
class CommitPace {
 public:
  /// So many records were kept at `now`.
  void kept(std::int64_t records, Instant now) noexcept {
    if (records_ == 0) since_ = now;
    records_ += records;
  }

  bool is_due(std::int64_t records_at_once, Instant now) const noexcept {
    return records_ >= records_at_once || (records_ > 0 && now - since_ >= std::chrono::minutes(1));
  }

  void committed() noexcept { records_ = 0; }

 private:
  std::int64_t records_ = 0;  ///< Kept since the last commit.
  Instant since_{};           ///< When the first of them were.
};

}  // namespace nowthen::extract
