#pragma once
#include <cstdint>
#include <map>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/aggregate.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/live_reconciliation.hpp"
#include "cli/output/style.hpp"
#include "extract/plan/known_rows.hpp"

namespace nowthen::cli {

/// A conversation that was listed by query and by no job.
struct ListedAlone {
  std::string id;
  Instant first_seen;
};

/// A day that counts as complete, as each side has it.
struct ReconciledDay {
  extract::UtcDay day{};
  Instant available_until;         ///< Of the latest job that read it.
  std::int64_t by_both = 0;        ///< Conversations that began in it, shown by query and by job.
  std::int64_t by_job_alone = 0;   ///< No query was worth making for them: no difference.
  std::int64_t deleted_since = 0;  ///< Listed by query alone, and gone since: no difference.
  std::vector<ListedAlone> by_query_alone;
  std::map<std::string, std::int64_t> held;     ///< By metric: what the tables count.
  std::map<std::string, std::int64_t> counted;  ///< What the server counts; none: it does not say.
};

struct Reconciliation {
  std::vector<ReconciledDay> days;
  LiveReconciliation live;  ///< What the live feed saw, against history.
  std::string not_counted;  ///< Why the server was not asked to count; empty: it was.
};

/// A difference between two sides, and what can be said of its cause.
struct DayDifference {
  extract::UtcDay day{};
  std::string what;
  std::string cause;

  bool operator==(const DayDifference&) const = default;
};

/// Counts of the server's that the tables can count, too, by the instant at which each was measured.
inline constexpr const char* compared_metrics[] = {"nConnected", "nOffered"};
/// One that is shown and decides nothing: by which instant the server counts it, it does not say.
inline constexpr const char* shown_metric = "nConversations";

/// Takes over what the server counts, by day.
void take_counts(const Aggregates& aggregates, Reconciliation& found);

/// Pure, as all here.
std::vector<DayDifference> differences_in(const Reconciliation& found);

std::string reconciliation_text(const Reconciliation& found, const Palette& palette);
std::string reconciliation_json(const Reconciliation& found);

}  // namespace nowthen::cli
