#include "extract/tutorial/load_tutorial_plan.hpp"

#include <fmt/format.h>

#include "archive/reader.hpp"
#include "extract/readings_of.hpp"
#include "extract/sync/load_plan.hpp"
#include "extract/tutorial/tutorial_rows.hpp"
#include "extract/tutorial/tutorial_text.hpp"
#include "warehouse/duckdb/each_row.hpp"

namespace nowthen::extract {
namespace {

using warehouse::Connection;
using warehouse::each_row;
using warehouse::Outcome;

/// An erased record is none of them any more, as for whoever proves the reading later.
Result<void> add_page(archive::Reader& reader, const PagePlace& place, HistoryLook& look) {
  auto page =
      reader.page({static_cast<std::uint32_t>(place.segment), static_cast<std::uint64_t>(place.offset), 0});
  if (!page) return page.error();
  TutorialDetails details;
  for (std::uint32_t i = 0; i < page->record_count(); ++i) {
    auto record = reader.record(*page, i);
    if (!record) return record.error();
    if (record->erased) continue;
    const auto detail = details.decode(record->bytes, kind_noted(page->header().note));
    if (detail) look.ids.insert(detail->conversation_id.str());
  }
  return {};
}

Result<void> add_pages(const std::string& archive_folder, HistoryLook& look) {
  if (look.places.empty()) return {};
  auto reader = archive::Reader::open(archive_folder);
  if (!reader) return reader.error();
  for (const PagePlace& place : look.places)
    if (auto added = add_page(*reader, place, look); !added) return added;
  return {};
}

}  // namespace

std::string tutorial_known_query(Instant from) {
  return fmt::format(
      "SELECT conversation_id, conversation_start, conversation_end FROM conversation WHERE deleted_at IS "
      "NULL "
      "AND conversation_start IS NOT NULL AND (seen_sync_at IS NOT NULL OR (seen_live_at IS NULL AND "
      "seen_import_at IS NOT NULL AND conversation_end IS NOT NULL)) AND (conversation_start >= TIMESTAMPTZ "
      "'{0}' OR conversation_end >= TIMESTAMPTZ '{0}')",
      format_instant(from));
}

Outcome<void> load_tutorial_plan(Connection& connection, const std::string& archive_folder,
                                 TutorialPlan& plan) {
  auto loaded = each_row(connection, tutorial_days_query, [&](const auto& row) { restore_day(row, plan); });
  if (!loaded) return loaded;
  const auto text = kept_plan_text(connection);
  if (!text) return text.error();
  auto look = *text ? restore_plan(**text, plan) : std::nullopt;
  loaded = each_row(connection, tutorial_known_query(plan.first_unsettled()),
                    [&](const auto& row) { restore_known(row, plan); });
  if (!loaded) return loaded;
  loaded = each_row(connection, tutorial_outstanding_query,
                    [&](const auto& row) { restore_outstanding(row, plan); });
  if (!loaded) return loaded;
  if (look && add_pages(archive_folder, *look)) plan.restore_look(*std::move(look));
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
