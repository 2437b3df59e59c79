#pragma once
#include <nowthen/genesys/platform.hpp>
#include <stop_token>

#include "extract/plan/planner.hpp"
#include "extract/sync/data_set_store.hpp"
#include "serve/feed_loop.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// What the sync of a daemon works with. All must outlive it.
struct SyncParts {
  const Platform* platform = nullptr;
  extract::Planner* planner = nullptr;
  extract::WithData with_data;
  Clock* clock = nullptr;
  std::int64_t run_id = 0;
};

/// Carries the plan out, again each minute, until `stop`. What may pass is told once and tried again. Blocks.
/// Fails with `local` where nothing can be kept any more.
Result<void> run_sync(const SyncParts& parts, Noticeboard& board, const OnTrouble& on_trouble,
                      const std::stop_token& stop);

}  // namespace nowthen::serve
