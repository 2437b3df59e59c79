#include "cli/commands/read_reconciliation.hpp"

#include <fmt/format.h>

#include "access/each_row.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;
using Days = std::map<extract::UtcDay, ReconciledDay>;

/// The day of an instant, whatever the zone of whoever asks: days since 1970 in UTC.
std::string day_number(const char* column) {
  return fmt::format("CAST(epoch_ms({}) // 86400000 AS BIGINT)", column);
}

/// The day that the row's first column numbers; null: it is not among those looked at.
ReconciledDay* day_in(Days& days, const Answer& row) {
  const auto found = days.find(extract::UtcDay(std::chrono::days(row.get<std::int64_t>(0).value_or(0))));
  return found == days.end() ? nullptr : &found->second;
}

/// Conversations that began from `first` on, and which surfaces showed them.
std::string shown_by(extract::UtcDay first) {
  return fmt::format(
      "WITH shown AS (SELECT conversation_id, bool_or(reading.surface = 'sync') AS by_query, "
      "bool_or(reading.surface = 'job') AS by_job FROM reading WHERE reading.surface IN ('sync', 'job') "
      "GROUP BY "
      "conversation_id), known AS (SELECT {} AS day, conversation_id, first_seen_at, deleted_at, by_query, "
      "by_job "
      "FROM shown JOIN conversation USING (conversation_id) WHERE conversation_start >= TIMESTAMPTZ '{}') ",
      day_number("conversation_start"), format_instant(first));
}

Result<Days> complete_days(access::Tables& tables, extract::UtcDay first, const std::stop_token& stop) {
  Days days;
  auto read = access::each_row(
      tables,
      fmt::format(
          "SELECT {}, (SELECT max(available_until) FROM ledger_reading r WHERE r.surface = 'job' AND "
          "r.window_begin <= w.window_begin AND r.window_end >= w.window_end) FROM ledger_window w WHERE "
          "w.surface = 'job' AND w.state IN ('complete', 'settled', 're_verified') AND w.window_begin >= "
          "TIMESTAMPTZ '{}' ORDER BY 1",
          day_number("w.window_begin"), format_instant(first)),
      stop, [&](const Answer& row) {
        const extract::UtcDay day(std::chrono::days(row.get<std::int64_t>(0).value_or(0)));
        days[day] = {.day = day, .available_until = row.get<Instant>(1).value_or(Instant{})};
      });
  if (!read) return read.error();
  return days;
}

Result<void> read_surfaces(access::Tables& tables, Days& days, extract::UtcDay first,
                           const std::stop_token& stop) {
  auto read =
      access::each_row(tables,
                       shown_by(first) +
                           "SELECT day, count(*) FILTER (by_query AND by_job), count(*) FILTER (NOT by_query "
                           "AND by_job), count(*) "
                           "FILTER (by_query AND NOT by_job AND deleted_at IS NOT NULL), count(*) FILTER "
                           "(deleted_at IS NULL) FROM "
                           "known GROUP BY day",
                       stop, [&](const Answer& row) {
                         ReconciledDay* const day = day_in(days, row);
                         if (day == nullptr) return;
                         day->by_both = row.get<std::int64_t>(1).value_or(0);
                         day->by_job_alone = row.get<std::int64_t>(2).value_or(0);
                         day->deleted_since = row.get<std::int64_t>(3).value_or(0);
                         day->held[shown_metric] = row.get<std::int64_t>(4).value_or(0);
                       });
  if (!read) return read;
  return access::each_row(
      tables,
      shown_by(first) +
          "SELECT day, conversation_id, first_seen_at FROM known WHERE by_query AND NOT by_job AND "
          "deleted_at IS NULL ORDER BY day, conversation_id",
      stop, [&](const Answer& row) {
        if (ReconciledDay* const day = day_in(days, row))
          day->by_query_alone.push_back({.id = row.get<std::string>(1).value_or(""),
                                         .first_seen = row.get<Instant>(2).value_or(Instant{})});
      });
}

Result<void> read_metrics(access::Tables& tables, Days& days, extract::UtcDay first,
                          const std::stop_token& stop) {
  return access::each_row(
      tables,
      fmt::format("SELECT {}, name, CAST(sum(value) AS BIGINT) FROM session_metric JOIN conversation USING "
                  "(conversation_id) WHERE deleted_at IS NULL AND name IN ('{}', '{}') AND emit_date >= "
                  "TIMESTAMPTZ '{}' GROUP BY ALL",
                  day_number("emit_date"), compared_metrics[0], compared_metrics[1], format_instant(first)),
      stop, [&](const Answer& row) {
        if (ReconciledDay* const day = day_in(days, row))
          day->held[row.get<std::string>(1).value_or("")] = row.get<std::int64_t>(2).value_or(0);
      });
}

}  // namespace

Result<Reconciliation> read_reconciliation(access::Tables& tables, extract::UtcDay first,
                                           const std::stop_token& stop) {
  auto days = complete_days(tables, first, stop);
  if (!days) return days.error();
  for (const auto read : {read_surfaces, read_metrics})
    if (auto done = read(tables, *days, first, stop); !done) return done.error();
  Reconciliation found;
  for (auto& [number, day] : *days) found.days.push_back(std::move(day));
  return found;
}

}  // namespace nowthen::cli
