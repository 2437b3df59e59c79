#pragma once
#include <cstdint>
#include <functional>

#include "extract/sync/data_set_store.hpp"
#include "live/live_store.hpp"

namespace nowthen::extract {

/// Keeps what the live feed sees in a data set, as long as its disk has more free than the floor. Once it had
/// not, it has room again when 64 MB more are free: at the floor it would come and go.
class LiveDataStore final : public live::LiveStore {
 public:
  /// @param now  the server's time
  LiveDataStore(WithData with_data, std::function<Instant()> now)
      : with_data_(std::move(with_data)), now_(std::move(now)) {}

  Result<live::Kept> keep(const std::vector<live::ReceivedFrame>& frames) override;
  Result<live::Kept> keep(const live::LookedUp& page) override;
  Result<void> conclude(const live::Concluded& concluded) override;

  /// What earlier runs left. Fails with `local`.
  Result<live::LiveMemory> memory();

 private:
  /// Keeps something of so many bytes by `stage` if there is room.
  Result<live::Kept> keep_where_room(std::uint64_t bytes, const std::function<Result<void>(DataSet&)>& stage);

  WithData with_data_;
  std::function<Instant()> now_;
  bool had_room_ = true;
};

}  // namespace nowthen::extract
