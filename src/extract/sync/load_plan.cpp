#include "extract/sync/load_plan.hpp"

#include "extract/sync/plan_rows.hpp"
#include "warehouse/duckdb/each_row.hpp"

namespace nowthen::extract {

using warehouse::Connection;
using warehouse::each_row;
using warehouse::Outcome;

Outcome<std::optional<std::string>> kept_plan_text(Connection& connection) {
  return connection.value<std::string>(plan_text_query);
}

Outcome<void> load_plan(Connection& connection, Planner& planner) {
  auto loaded =
      each_row(connection, plan_windows_query, [&](const auto& row) { restore_window(row, planner); });
  if (!loaded) return loaded;
  PlanRowQueries queries(planner.jobs().first_unsettled());
  loaded = each_row(connection, queries.counts(), [&](const auto& row) { queries.take(row); });
  if (!loaded) return loaded;
  for (const std::string& rows : queries.rows())
    if (auto done = each_row(connection, rows, [&](const auto& row) { restore_row(row, planner); }); !done)
      return done;
  auto plan = kept_plan_text(connection);
  if (!plan) return plan.error();
  if (*plan) restore_plan(**plan, planner);
  planner.look_at_swept();
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
