#include "warehouse/duckdb/rows_state.hpp"

namespace nowthen::warehouse {

std::optional<ColumnKind> kind_of(duckdb_type type) noexcept {
  switch (type) {
    case DUCKDB_TYPE_BOOLEAN: return ColumnKind::boolean;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT: return ColumnKind::integer;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE: return ColumnKind::real;
    case DUCKDB_TYPE_TIMESTAMP_TZ: return ColumnKind::instant;
    case DUCKDB_TYPE_SQLNULL:
    case DUCKDB_TYPE_VARCHAR: return ColumnKind::text;
    default: return std::nullopt;
  }
}

Rows::State::State(std::unique_ptr<Running> of, std::string text)
    : running(std::move(of)), sql(std::move(text)) {}

Rows::State::~State() { drop_chunk(); }

void Rows::State::drop_chunk() noexcept { running->connection->call.destroy_data_chunk(&chunk); }

Outcome<void> Rows::State::describe() {
  const Functions& call = running->connection->call;
  duckdb_result* const result = &running->result.result;
  const idx_t count = call.column_count(result);
  for (idx_t i = 0; i < count; ++i) {
    std::string name = text_of(call.column_name(result, i));
    const duckdb_type type = call.column_type(result, i);
    const auto kind = kind_of(type);
    if (!kind)
      return Failure{.kind = FailureKind::invalid_sql,
                     .message = "column " + name + " has a type that cannot be shown as it is",
                     .hint = "write CAST(... AS VARCHAR) in the query"};
    types.push_back(type);
    columns.push_back({.name = std::move(name), .kind = *kind});
  }
  parts.resize(columns.size());
  return boost::system::in_place_value;
}

Failure Rows::State::reason_for_no_chunk() const {
  const Functions& call = running->connection->call;
  const std::string message = text_of(call.result_error(&running->result.result));
  return failure_from(message, sql);
}

Outcome<bool> Rows::State::fetch() {
  drop_chunk();
  row = row_count = 0;
  if (failed) return *failed;
  if (is_at_end) return false;
  auto more = fetch_chunk();
  if (!more) {
    row_count = 0;
    failed = more.error();
  }
  is_at_end = more && !*more;
  return more;
}

Outcome<bool> Rows::State::fetch_chunk() {
  const Functions& call = running->connection->call;
  // DuckDB 1.4 gives the end where the rows were closed by another statement.
  if (!running->is_current())
    return Failure{
        .kind = FailureKind::other,
        .message = "the rows were not read to their end before another statement on the same connection",
        .hint = "read them first, or take a connection of their own"};
  chunk = call.fetch_chunk(running->result.result);
  if (chunk != nullptr) row_count = call.data_chunk_get_size(chunk);
  if (row_count == 0) {
    Failure failure = reason_for_no_chunk();
    if (!failure.message.empty()) return failure;
    if (running->stop.stop_requested()) return interrupted();
    return false;
  }
  if (auto taken = take_parts(); !taken) return taken.error();
  return true;
}

Outcome<void> Rows::State::take_parts() {
  const Functions& call = running->connection->call;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    duckdb_vector vector = call.data_chunk_get_vector(chunk, i);
    parts[i] = {.data = call.vector_get_data(vector), .validity = call.vector_get_validity(vector)};
    if (!fits_64_bits(types[i], parts[i], row_count))
      return Failure{.kind = FailureKind::invalid_value,
                     .message = "column " + columns[i].name + " holds a number beyond 64 bits",
                     .hint = "write CAST(... AS VARCHAR) or CAST(... AS DOUBLE) in the query"};
  }
  return boost::system::in_place_value;
}

}  // namespace nowthen::warehouse
