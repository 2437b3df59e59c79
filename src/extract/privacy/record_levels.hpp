#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "warehouse/schema/table.hpp"

namespace nowthen::extract {

/// A column of a table and the field of a record's JSON that it comes from.
struct ColumnField {
  std::string_view column;
  std::string_view key;  ///< The field's name in JSON.
  warehouse::ColumnType type{};
};

/// A field whose objects are rows of another table.
struct ChildField {
  std::string_view key;
  warehouse::TableId table{};
};

/// The objects of a record that become rows of one table: what its fields are called there and here.
struct RecordLevel {
  warehouse::TableId table{};
  std::vector<ColumnField> fields;
  std::vector<ChildField> children;
  bool has_extra = false;  ///< Fields that are not known are kept in the row.
};

/// All levels of a record in the platform's form, the conversation itself first. Follows from the schema and
/// the fields of the decoder. Participants' attributes are a child and no level: their names are data.
/// Thread-safe.
std::span<const RecordLevel> record_levels();

/// The level of that table; null where its rows do not come from objects of their own.
const RecordLevel* find_level(warehouse::TableId table);

}  // namespace nowthen::extract
