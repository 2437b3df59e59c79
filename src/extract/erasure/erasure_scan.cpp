#include "extract/erasure/erasure_scan.hpp"

#include <fmt/format.h>

#include "extract/privacy/named_ids.hpp"
#include "extract/readings_of.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::extract {
namespace {

using archive::PageKind;

/// Names of queues, counts, runs and traces of pruning name no conversation. A word that happens to stand in
/// such a page is no reason to take it from the tables that follow from it.
bool may_name_one(PageKind kind) noexcept {
  return kind != PageKind::entities && kind != PageKind::aggregates && kind != PageKind::suppression &&
         kind != PageKind::pruned && kind != PageKind::run && kind != PageKind::retention &&
         kind != PageKind::ledger && kind != PageKind::entities;
}

class Scan {
 public:
  Scan(archive::Reader reader, const IsErased& is_erased)
      : reader_(std::move(reader)), is_erased_(is_erased) {}

  Result<ArchivedTraces> run(const std::stop_token& stop) {
    for (;;) {
      auto page = reader_.next(stop);
      if (!page) return page.error();
      if (!*page) break;
      if (may_name_one((*page)->header().kind)) take(**page);
    }
    traces_.unreadable += reader_.damage_count();
    return std::move(traces_);
  }

 private:
  void take(const archive::Page& page) {
    for (std::uint32_t i = 0; i < page.record_count(); ++i) {
      const auto record = reader_.record(page, i);
      if (!record) {
        ++traces_.unreadable;
      } else if (record->erased ? record->erasure_unfinished : is_wanted(page.header(), record->bytes)) {
        traces_.records.push_back(page.position(i));
      }
    }
  }

  /// A word in bytes that nobody understands makes them go, and no conversation known.
  bool is_wanted(const archive::PageHeader& header, std::string_view bytes) {
    if (header.kind == PageKind::tombstone) return look_at(bytes);
    if (!surface_of(header.kind)) return names_any(bytes, is_erased_);
    const auto ids = ids_of_record(bytes, kind_noted(header.note));
    if (!ids) return names_any(bytes, is_erased_);
    bool found = false;
    for (const std::string& id : *ids) found = look_at(id) || found;
    return found;
  }

  bool look_at(std::string_view id) {
    if (!is_erased_(id)) return false;
    traces_.found.emplace(id);
    return true;
  }

  archive::Reader reader_;
  const IsErased& is_erased_;
  ArchivedTraces traces_;
};

}  // namespace

Result<ArchivedTraces> find_in_archive(const std::string& folder, const IsErased& is_erased,
                                       const std::stop_token& stop) {
  auto reader = archive::Reader::open(folder);
  if (!reader) return reader.error();
  return Scan(*std::move(reader), is_erased).run(stop);
}

Result<std::vector<std::string>> find_in_tables(warehouse::Warehouse& tables, const IsErased& is_erased,
                                                const std::stop_token& stop) {
  std::string all;
  for (const warehouse::TableSchema& schema : warehouse::tables())
    for (const auto& column : schema.columns)
      if (column.name == "conversation_id")
        all += fmt::format("{}SELECT DISTINCT conversation_id FROM {}", all.empty() ? "" : " UNION ",
                           schema.name);
  auto connection = tables.connect();
  if (!connection) return connection.error();
  auto rows = connection->query(all, {}, stop);
  if (!rows) return rows.error();
  std::vector<std::string> found;
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return found;
    auto id = rows->get<std::string>(0);
    if (id && is_erased(*id)) found.push_back(*std::move(id));
  }
}

Result<std::vector<std::int64_t>> find_in_incidents(warehouse::Warehouse& tables, const IsErased& is_erased) {
  auto connection = tables.connect();
  if (!connection) return connection.error();
  auto rows = connection->query(
      "SELECT incident_id, conversation_id, concat_ws(' ', message, details::VARCHAR) FROM incident");
  if (!rows) return rows.error();
  std::vector<std::int64_t> found;
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return found;
    const auto id = rows->get<std::string>(1);
    if ((id && is_erased(*id)) || names_any(rows->get<std::string>(2).value_or(""), is_erased))
      found.push_back(rows->get<std::int64_t>(0).value_or(0));
  }
}

}  // namespace nowthen::extract
