#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "warehouse/schema/column.hpp"

namespace nowthen::warehouse {

/// Of the tables below and their meaning. A warehouse of an older version is moved forward by `migrations()`.
inline constexpr int schema_version = 4;

/// Every table, in the order in which they are made and documented.
enum class TableId : std::uint8_t {
  // Parts of a record. Rows come from `write_rows`.
  conversation,
  participant,
  participant_attribute,
  session,
  segment,
  session_metric,
  media_endpoint_stat,
  flow,
  flow_outcome,
  evaluation,
  survey,
  resolution,
  // Readings of records, and what they changed.
  reading,
  revision,
  // The ledger: what was asked, and what is proven.
  ledger_window,
  ledger_reading,
  run,
  request,
  incident,
  set_aside,
  // What the live feed saw, and when it did not.
  live_leg,
  live_gap,
  // Names of ids, each with the time it was valid.
  queue,
  queue_target,
  user,
  wrapup_code,
  skill,
  division,
  meta,
};

inline constexpr std::size_t table_count = static_cast<std::size_t>(TableId::meta) + 1;

/// What a table belongs to.
enum class TableKind : std::uint8_t { record, history, ledger, live, dimension, meta };

/// A table as data. All texts live for ever.
struct TableSchema {
  TableId id;
  TableKind kind;
  std::string_view name;
  std::string_view about;     ///< What one row is; a phrase.
  std::size_t key_count = 0;  ///< So many columns from the first tell a row from all others.
  std::span<const Column> columns;

  std::span<const Column> keys() const noexcept { return columns.first(key_count); }
};

/// All tables, by `TableId`. Thread-safe.
std::span<const TableSchema, table_count> tables();

inline const TableSchema& table(TableId id) { return tables()[static_cast<std::size_t>(id)]; }

}  // namespace nowthen::warehouse
