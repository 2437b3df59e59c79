#pragma once
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// So many conversations, merged in one transaction, are some 150 MB in memory; DuckDB writes them into its
/// file at once, instead of into its log first.
inline constexpr std::size_t replayed_at_once = 16'000;

/// A transaction that readings are merged in some at a time, for nobody to see until it is committed. Those
/// of new conversations are merged as they come; those that may be known wait for more of their kind, for
/// each portion of them whole tables are looked through (see docs/adr/0034). Fails as `Merging` does, and is
/// of no more use then. Not thread-safe. What is not committed is undone when it goes.
class GrowingMerge {
 public:
  using Merged = warehouse::Outcome<warehouse::MergeReport>;

  /// @param archive  the folder that the readings are from, to which more may be appended meanwhile
  GrowingMerge(warehouse::Merging merging, std::string archive)
      : merging_(std::move(merging)), archive_(std::move(archive)) {}

  /// Takes readings in the order in which they are in the archive. Blocks.
  Merged add(std::vector<warehouse::Reading> readings, const std::stop_token& stop);

  /// Lets readings wait whose conversations may be known or not.
  void wait(std::vector<warehouse::Reading> readings);

  /// Merges all that waits, as before a commit. Blocks.
  Merged add_waiting(const std::stop_token& stop);

  bool has_waiting() const noexcept { return !waiting_.empty(); }

  /// The transaction's own, for what belongs to the readings.
  warehouse::Connection& connection() noexcept { return merging_.connection(); }

  /// As those of `Merging`. Precondition: nothing waits. Afterwards this object is of no more use.
  warehouse::Outcome<void> commit() { return merging_.commit(); }
  warehouse::Outcome<void> commit_into_file() { return merging_.commit_into_file(); }
  warehouse::Outcome<void> commit_into_log() { return merging_.commit_into_log(); }

 private:
  warehouse::Merging merging_;
  std::string archive_;
  /// Of conversations that may be known; where they are many, without what they say.
  std::vector<warehouse::Reading> waiting_;
};

}  // namespace nowthen::extract
