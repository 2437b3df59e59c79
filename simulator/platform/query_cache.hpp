#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "simulator/platform/details_request.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// The conversations that a query is about at an instant, kept up to date as the instant moves: each is
/// judged again only when its record has changed. Not thread-safe.
class QuerySelection {
 public:
  QuerySelection(DetailsQuery query, IntervalSemantics semantics)
      : query_(std::move(query)), semantics_(semantics) {}

  /// Positions in the source's entries, in the query's order.
  const std::vector<std::uint32_t>& at(PlatformSource& source, Instant at);

  const std::string& text() const { return query_.text; }

 private:
  struct Judgement {
    bool in = false;
    Instant until;  ///< Holds before it.
  };
  Judgement judge(PlatformSource& source, std::uint32_t index, Instant at);
  bool judge_again(PlatformSource& source, Instant at);
  void gather(PlatformSource& source, Instant at);
  Instant key_of(const PlatformEntry& entry, Instant at) const;
  std::size_t first_candidate(std::span<const PlatformEntry> entries) const;
  std::size_t end_of_candidates(std::span<const PlatformEntry> entries) const;

  DetailsQuery query_;
  IntervalSemantics semantics_;
  std::size_t first_ = 0;
  std::vector<Judgement> judgements_;  ///< Of the entries from `first_` on.
  std::vector<std::uint32_t> selected_;
  Instant judged_at_ = Instant::min();
  Instant valid_until_ = Instant::min();
  std::size_t entry_count_ = 0;
  ConversationFacts slight_;  ///< What an entry alone can say.
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
