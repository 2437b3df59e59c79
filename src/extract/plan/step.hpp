#pragma once
#include <algorithm>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "extract/plan/known_rows.hpp"

namespace nowthen::extract {

/// A page of those that started in some UTC days, latest first.
struct ReadNewest {
  Interval started_in;
  int page = 1;
};

/// A page of those that started on a UTC day, oldest first.
struct ReadDayPage {
  UtcDay day;
  int page = 1;
};

/// A page of those that have ended, latest end first.
struct ReadEnded {
  std::vector<std::string> media{};  ///< Only these; empty: all.
  Interval started_in{};
  int page = 1;
};

/// Conversations by their ids, at most as many as a request takes.
struct ReadByIds {
  std::vector<std::string> ids{};
  bool are_suspects = false;  ///< They were not where they should have been.
};

/// Up to when jobs have everything.
struct AskAvailability {};

/// A job for all conversations that were active in the interval.
struct StartJob {
  Interval interval;
};

/// How far the job is.
struct AskJob {
  std::string job;
};

/// Up to when a job's results can have everything, whatever their pages say: a page may name the date of the
/// day on which it is read.
struct JobReach {
  Instant at_start{};                              ///< Known when it was started; 1970: nothing was.
  Instant at_most = Instant::max();                ///< Known when it was fulfilled: nothing later is in it.
  std::optional<std::chrono::milliseconds> lag{};  ///< Of availability, known when it was started.

  /// What pages say, as far as it can be; where they say nothing, what was known before the job began.
  std::optional<Instant> of(std::optional<Instant> said) const {
    if (said) return std::min(*said, at_most);
    return at_start > Instant{} ? std::optional(at_start) : std::nullopt;
  }
};

/// A page of the job's results.
struct ReadJobPage {
  std::string job;
  Interval interval;
  std::string cursor;  ///< Empty: the first page.
  JobReach reach{};
};

/// Where a page is in the archive.
struct PagePlace {
  std::int64_t segment = 0;
  std::int64_t offset = 0;

  bool operator==(const PagePlace&) const = default;
};

/// The request that comes next.
using Step = std::variant<ReadNewest, ReadDayPage, ReadEnded, ReadByIds, AskAvailability, StartJob, AskJob,
                          ReadJobPage>;

/// A listing by start or end that is under way: the page that comes next, and what is known at its end.
struct ListingPlace {
  Step next;          ///< `ReadNewest` or `ReadEnded`.
  Instant begun_at;   ///< What came later may be on none of its pages.
  Instant back_to{};  ///< Of ends: it goes back to here.
};

/// Conversations that a reply had.
struct SeenPage {
  Instant as_of;                        ///< When what it says was true.
  std::vector<Sighting> rows{};         ///< In the server's order.
  std::vector<std::string> ids{};       ///< Of all records, those included that make no row.
  std::size_t received = 0;             ///< Records of any kind, if more than rows: what tells a full page.
  std::optional<std::int64_t> total{};  ///< Of a query: how many the server says there are.
  std::string next_cursor{};            ///< Of a job's page; empty: it was the last.
  std::string hash{};                   ///< Of the page that keeps it.
  std::optional<PagePlace> place{};     ///< Of that page; nothing where none of it could be understood.
  std::int64_t set_aside = 0;           ///< Records that could not be understood.
  std::optional<Instant> available_until{};  ///< Of a job: only what is older is sure to be there.
};

/// Of all records of the page: of its rows, where nothing else is said.
inline std::vector<std::string> ids_of(const SeenPage& page) {
  std::vector<std::string> ids = page.ids;
  if (ids.empty())
    for (const Sighting& row : page.rows) ids.push_back(row.id);
  return ids;
}

/// Whether another page may follow: as many records came as a page has.
inline bool is_full(const SeenPage& page, int page_size) noexcept {
  return std::max(page.received, page.rows.size()) >= static_cast<std::size_t>(page_size);
}

/// How far a job is. `lost`: it failed, expired or vanished.
enum class JobProgress { going_on, done, lost };

}  // namespace nowthen::extract
