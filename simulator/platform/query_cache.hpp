#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/platform/details_request.hpp"
#include "simulator/platform/slight_filter.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// The conversations that a query is about at an instant, kept up to date as the instant moves: each is
/// judged again only when its record has changed. Not thread-safe.
class QuerySelection {
 public:
  QuerySelection(DetailsQuery query, IntervalSemantics semantics)
      : query_(std::move(query)), semantics_(semantics), slight_(slight_filter_of(query_.filters)) {}

  /// Positions in the source's entries, in the query's order.
  const std::vector<std::uint32_t>& at(PlatformSource& source, Instant at);

  const std::string& text() const { return query_.text; }

 private:
  struct Judgement {
    bool in = false;
    Instant until;  ///< Holds before it.
  };
  /// One entry, looked at once.
  struct Look {
    const PlatformEntry& entry;
    std::uint32_t index = 0;
    Instant at;
  };
  Judgement judge(PlatformSource& source, const Look& look) const;
  std::optional<Judgement> judge_slightly(const PlatformSource& source, const Look& look) const;
  bool judge_again(PlatformSource& source, Instant at);
  void gather(PlatformSource& source, Instant at);
  void gather_by_start();
  void gather_by_time(PlatformSource& source, Instant at);
  bool is_in(std::uint32_t index) const {
    return index >= first_ && index - first_ < judgements_.size() && judgements_[index - first_].in;
  }
  std::size_t first_candidate(std::span<const PlatformEntry> entries) const;
  std::size_t end_of_candidates(std::span<const PlatformEntry> entries) const;

  DetailsQuery query_;
  IntervalSemantics semantics_;
  std::optional<SlightFilter>
      slight_;  ///< The query's filters, where an entry alone can be held against them.
  std::size_t first_ = 0;
  std::vector<Judgement> judgements_;  ///< Of the entries from `first_` on.
  std::vector<std::uint32_t> selected_;
  Instant judged_at_ = Instant::min();
  Instant valid_until_ = Instant::min();
  std::size_t entry_count_ = 0;
};

/// Remembers the last queries, so that the pages of one cost one walk. Not thread-safe.
class QueryCache {
 public:
  QuerySelection& of(const DetailsQuery& query, IntervalSemantics semantics);

 private:
  struct Slot {
    std::unique_ptr<QuerySelection> selection;
    std::uint64_t used = 0;
  };
  std::vector<Slot> slots_;
  std::uint64_t uses_ = 0;
};

}  // namespace nowthen::sim
