#pragma once
#include <functional>

#include "extract/sync/data_set_store.hpp"
#include "live/live_store.hpp"

namespace nowthen::extract {

/// Keeps what the live feed sees in a data set.
class LiveDataStore final : public live::LiveStore {
 public:
  /// @param now  the server's time
  LiveDataStore(WithData with_data, std::function<Instant()> now)
      : with_data_(std::move(with_data)), now_(std::move(now)) {}

  Result<void> keep(const std::vector<live::ReceivedFrame>& frames) override;
  Result<void> keep(const live::LookedUp& page) override;
  Result<void> conclude(const live::Concluded& concluded) override;

  /// What earlier runs left. Fails with `local`.
  Result<live::LiveMemory> memory();

 private:
  WithData with_data_;
  std::function<Instant()> now_;
};

}  // namespace nowthen::extract
