#pragma once
#include <functional>
#include <utility>

#include "extract/data_set.hpp"
#include "extract/sync/sync_store.hpp"

namespace nowthen::extract {

/// Lends a data set for one piece of work, when it may be changed.
using WithData = std::function<Result<void>(const std::function<Result<void>(DataSet&)>& work)>;

/// Keeps what a sync fetches in a data set: archive first, tables with `commit`.
class DataSetStore final : public SyncStore {
 public:
  /// @param with_data  called for each page and each commit
  explicit DataSetStore(WithData with_data) : with_data_(std::move(with_data)) {}

  Result<KeptPage> keep(FetchedPage page) override;
  Result<void> conclude(const LedgerEntry& entry) override;
  Result<void> keep_names(const NamesPage& page) override;
  bool is_erased(const std::string& conversation_id) override;
  Result<void> commit(const std::stop_token& stop) override;

  /// What became of everything so far, or since it was taken last.
  const Intake& intake() const noexcept { return intake_; }
  Intake take_intake() { return std::exchange(intake_, {}); }

 private:
  WithData with_data_;
  Intake intake_;
};

}  // namespace nowthen::extract
