#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "extract/plan/candidate.hpp"
#include "extract/plan/known_rows.hpp"
#include "extract/plan/profile.hpp"

namespace nowthen::extract {

/// Records of a day that the server counts and we do not know: how many, since when, and where among ours.
///
/// A query's total says for nothing how many there are. The place of a known record on its page says for
/// nothing how many of them lie before it. So a late record is found by halves, at the price of a few pages.
/// Pure.
class UnknownRows {
 public:
  /// What the server says of the day on which `rows`, all that we know of it, started.
  void count(const KnownRows::Rows& rows, std::int64_t total, Instant now);

  /// Takes a page of the day, oldest first, once its rows are among ours. It is not offered again before more
  /// are counted.
  /// @param number      of the page, from 1
  /// @param first_rank  place of the page's first row among the day's own in the server's list, from 0;
  ///                    negative: it is none of them
  void measure(const SeenPage& page, int number, std::int64_t first_rank);

  /// Offers the page to look at next.
  /// @param carried  records in front of the day's own in the server's list
  void offer(UtcDay day, const KnownRows::Rows& rows, std::int64_t carried, Instant now,
             const PlanProfile& profile, BestCandidate& best) const;

  /// How many there are, as far as the last count tells.
  std::int64_t count() const noexcept { return count_; }

 private:
  /// Where the server has one of our rows.
  struct Mark {
    std::int64_t rank = 0;
    bool is_behind = false;  ///< It counts from behind the row: none lies between the rows of a page.
  };
  /// A stretch of our rows with so many unknown ones between them.
  struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;  ///< Inclusive; may be one behind the last row.
    std::int64_t before = 0;
    std::int64_t unknown = 0;
  };
  std::map<std::size_t, std::int64_t> before(const KnownRows::Rows& rows) const;
  std::optional<Candidate> halving(UtcDay day, const KnownRows::Rows& rows, const Stretch& stretch,
                                   std::int64_t carried, Instant now, const PlanProfile& profile) const;

  std::int64_t count_ = 0;
  std::int64_t phantom_ = 0;  ///< Counted by the server, and on none of its pages.
  Instant since_{};           ///< On average.
  std::map<std::pair<Instant, std::string>, Mark, std::less<>> marks_;
  std::set<int> read_;  ///< Pages that were read since they are counted.
};

}  // namespace nowthen::extract
