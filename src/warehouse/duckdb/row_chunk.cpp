#include "warehouse/duckdb/row_chunk.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace nowthen::warehouse {
namespace {

CellKind list_kind(const Functions& call, duckdb_logical_type type) {
  duckdb_logical_type element = call.list_type_child_type(type);
  const duckdb_type id = call.get_type_id(element);
  call.destroy_logical_type(&element);
  if (id == DUCKDB_TYPE_VARCHAR) return CellKind::text_list;
  return id == DUCKDB_TYPE_BIGINT ? CellKind::bigint_list : CellKind::none;
}

CellKind kind_of(const Functions& call, duckdb_logical_type type) {
  switch (call.get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN: return CellKind::boolean;
    case DUCKDB_TYPE_SMALLINT: return CellKind::smallint;
    case DUCKDB_TYPE_INTEGER: return CellKind::integer;
    case DUCKDB_TYPE_BIGINT: return CellKind::bigint;
    case DUCKDB_TYPE_DOUBLE: return CellKind::real;
    case DUCKDB_TYPE_VARCHAR: return CellKind::text;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ: return CellKind::timestamp;
    case DUCKDB_TYPE_LIST: return list_kind(call, type);
    default: return CellKind::none;
  }
}

}  // namespace

RowChunk::RowChunk(const Functions& call, duckdb_appender appender)
    : call_(call), appender_(appender), capacity_(call.vector_size()) {
  count_ = call_.appender_column_count(appender_);
  columns_.resize(count_ + 1);
  std::vector<duckdb_logical_type> types;
  for (std::size_t i = 0; i < count_; ++i) {
    types.push_back(call_.appender_column_type(appender_, i));
    columns_[i].kind = kind_of(call_, types.back());
  }
  chunk_ = call_.create_data_chunk(types.data(), count_);
  for (duckdb_logical_type& type : types) call_.destroy_logical_type(&type);
  begin();
}

RowChunk::~RowChunk() { call_.destroy_data_chunk(&chunk_); }

void RowChunk::begin() {
  row_ = 0;
  arena_.clear();
  for (std::size_t i = 0; i < count_; ++i) {
    Column& column = columns_[i];
    column.vector = call_.data_chunk_get_vector(chunk_, i);
    column.data = call_.vector_get_data(column.vector);
    column.validity = nullptr;
  }
}

duckdb_state RowChunk::hand_over() {
  if (row_ == 0) return DuckDBSuccess;
  call_.data_chunk_set_size(chunk_, row_);
  const duckdb_state state = call_.append_data_chunk(appender_, chunk_);
  call_.data_chunk_reset(chunk_);
  begin();
  return state;
}

bool RowChunk::end_row() {
  if (reason_.empty() && at_ < count_)
    reason_ = "a row of " + std::to_string(at_) + " values for " + std::to_string(count_) + " columns";
  at_ = 0;
  ++row_;
  return reason_.empty();
}

void RowChunk::note_misfit(const char* what) {
  if (reason_.empty()) reason_ = std::string("no ") + what + " fits into column " + std::to_string(at_);
}

/// The first NULL of a column makes its mask. False behind the last column.
bool RowChunk::begin_nulls(Column& column) {
  if (column.vector == nullptr) {
    note_misfit("more");
    return false;
  }
  call_.vector_ensure_validity_writable(column.vector);
  column.validity = call_.vector_get_validity(column.vector);
  return true;
}

/// DuckDB keeps short texts in place, and of longer ones the first letters and where they are.
duckdb_string_t RowChunk::kept(std::string_view value) {
  duckdb_string_t text{};
  if (value.size() > std::numeric_limits<std::uint32_t>::max()) {
    note_misfit("text of 4 GB");
    return text;
  }
  text.value.inlined.length = static_cast<std::uint32_t>(value.size());
  if (value.size() <= sizeof text.value.inlined.inlined) {
    std::copy(value.begin(), value.end(), std::begin(text.value.inlined.inlined));
  } else {
    std::copy_n(value.begin(), sizeof text.value.pointer.prefix, std::begin(text.value.pointer.prefix));
    text.value.pointer.ptr = arena_.copy(value);
  }
  return text;
}

template <class T>
void RowChunk::narrowed(Column& column, std::int64_t value) {
  std::in_range<T>(value) ? put(column, static_cast<T>(value)) : note_misfit("number of this size");
}

void RowChunk::converted(Column& column, std::int64_t value) {
  switch (column.kind) {
    case CellKind::smallint: return narrowed<std::int16_t>(column, value);
    case CellKind::integer: return narrowed<std::int32_t>(column, value);
    case CellKind::real: return put(column, static_cast<double>(value));
    case CellKind::text: return put(column, kept(std::to_string(value)));
    default: return note_misfit("number");
  }
}

/// Room for `count` more elements, which become the row's list.
void* RowChunk::grow_list(Column& column, std::size_t count) {
  const idx_t begin = call_.list_vector_get_size(column.vector);
  call_.list_vector_reserve(column.vector, begin + count);
  call_.list_vector_set_size(column.vector, begin + count);
  put(column, duckdb_list_entry{begin, count});
  return call_.vector_get_data(call_.list_vector_get_child(column.vector));
}

void RowChunk::text_list(std::span<const std::string_view> values) {
  const Cell cell = next(CellKind::text_list);
  if (!cell.fits) return note_misfit("list of texts");
  const std::size_t begin = call_.list_vector_get_size(cell.column->vector);
  auto* const texts = static_cast<duckdb_string_t*>(grow_list(*cell.column, values.size())) + begin;
  std::transform(values.begin(), values.end(), texts, [this](std::string_view value) { return kept(value); });
}

void RowChunk::bigint_list(std::span<const std::int64_t> values) {
  const Cell cell = next(CellKind::bigint_list);
  if (!cell.fits) return note_misfit("list of numbers");
  const std::size_t begin = call_.list_vector_get_size(cell.column->vector);
  auto* const numbers = static_cast<std::int64_t*>(grow_list(*cell.column, values.size())) + begin;
  std::copy(values.begin(), values.end(), numbers);
}

}  // namespace nowthen::warehouse
