#include "warehouse/duckdb/prepared.hpp"

#include <fmt/format.h>

#include "warehouse/duckdb/rows_state.hpp"

namespace nowthen::warehouse {
namespace {

class Binder {
 public:
  Binder(const Functions& call, duckdb_prepared_statement prepared) : call_(call), prepared_(prepared) {}

  duckdb_state operator()(idx_t place, const Value& value) const {
    return std::visit([&](const auto& held) { return bind(place, held); }, value.held());
  }

 private:
  duckdb_state bind(idx_t place, std::nullptr_t) const { return call_.bind_null(prepared_, place); }
  duckdb_state bind(idx_t place, bool value) const { return call_.bind_boolean(prepared_, place, value); }
  duckdb_state bind(idx_t place, std::int64_t value) const {
    return call_.bind_int64(prepared_, place, value);
  }
  duckdb_state bind(idx_t place, std::uint64_t value) const {
    return call_.bind_uint64(prepared_, place, value);
  }
  duckdb_state bind(idx_t place, double value) const { return call_.bind_double(prepared_, place, value); }
  duckdb_state bind(idx_t place, std::string_view value) const {
    return call_.bind_varchar_length(prepared_, place, value.data(), value.size());
  }
  duckdb_state bind(idx_t place, Instant value) const {
    return call_.bind_timestamp_tz(prepared_, place, {microseconds_of(value)});
  }

  const Functions& call_;
  duckdb_prepared_statement prepared_;
};

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text.append(c == '"' ? 2 : 1, c);
  return text + '"';
}

// A subquery ends where a statement does, but may not hold its semicolon.
std::string_view without_semicolon(std::string_view sql) {
  const std::size_t last = sql.find_last_not_of(" \t\r\n;");
  return last == std::string_view::npos ? sql : sql.substr(0, last + 1);
}

}  // namespace

Extracted::Extracted(std::shared_ptr<ConnectionHandle> connection, std::string sql)
    : connection_(std::move(connection)), sql_(std::move(sql)) {
  count_ = connection_->call.extract_statements(connection_->connection, sql_.c_str(), &extracted_);
}

Extracted::~Extracted() { connection_->call.destroy_extracted(&extracted_); }

Failure Extracted::failure() const {
  const std::string message = text_of(connection_->call.extract_statements_error(extracted_));
  if (!message.empty()) return failure_from(message, sql_);
  return {.kind = FailureKind::invalid_sql, .message = "there is no statement in the text"};
}

Outcome<void> Prepared::prepare(const Extracted& text, idx_t index) {
  const Functions& call = connection_->call;
  sql_ = text.sql();
  ++connection_->statement;  // also this closes rows that are still being read
  if (call.prepare_extracted_statement(connection_->connection, text.get(), index, &prepared_) ==
      DuckDBSuccess)
    return boost::system::in_place_value;
  return failure_from(text_of(call.prepare_error(prepared_)), sql_);
}

Outcome<void> Prepared::bind(const Values& values) {
  const Functions& call = connection_->call;
  const idx_t wanted = call.nparams(prepared_);
  if (wanted != values.size())
    return Failure{
        .kind = FailureKind::invalid_sql,
        .message = fmt::format("the statement takes {} values, {} were given", wanted, values.size())};
  call.clear_bindings(prepared_);
  const Binder bind(call, prepared_);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (bind(i + 1, values[i]) == DuckDBError)
      return Failure{.kind = FailureKind::invalid_value,
                     .message = fmt::format("value {} cannot be bound", i + 1)};
  return boost::system::in_place_value;
}

std::string Prepared::with_readable_columns() const {
  const Functions& call = connection_->call;
  if (call.prepared_statement_type(prepared_) != DUCKDB_STATEMENT_TYPE_SELECT) return {};
  bool is_needed = false;
  std::string columns;
  const idx_t count = call.prepared_statement_column_count(prepared_);
  for (idx_t i = 0; i < count; ++i) {
    const duckdb_type type = call.prepared_statement_column_type(prepared_, i);
    const bool is_readable =
        type == DUCKDB_TYPE_INVALID || kind_of(type);  // invalid: depends on the parameters
    is_needed = is_needed || !is_readable;
    const char* const name = call.prepared_statement_column_name(prepared_, i);
    columns += fmt::format(fmt::runtime(is_readable ? "{}#{} AS {}" : "{}CAST(#{} AS VARCHAR) AS {}"),
                           i == 0 ? "" : ", ", i + 1, quoted(text_of(name)));
    call.free(const_cast<char*>(
        name));  // NOLINT(cppcoreguidelines-pro-type-const-cast): ours to free, says its page
  }
  if (!is_needed) return {};
  return fmt::format("SELECT {} FROM ({}\n)", columns, without_semicolon(sql_));
}

Outcome<void> prepare_only(Prepared& prepared, const Extracted& text) {
  if (text.count() == 0) return text.failure();
  if (text.count() > 1)
    return Failure{.kind = FailureKind::invalid_sql,
                   .message = fmt::format("{} statements where one is wanted", text.count())};
  return prepared.prepare(text, 0);
}

Outcome<std::unique_ptr<Prepared>> prepare_one(const std::shared_ptr<ConnectionHandle>& connection,
                                               const std::string& sql) {
  const Extracted text(connection, sql);
  auto prepared = std::make_unique<Prepared>(connection);
  if (auto done = prepare_only(*prepared, text); !done) return done.error();
  const std::string readable = prepared->with_readable_columns();
  if (readable.empty()) return prepared;

  const Extracted again(connection, readable);
  auto replacement = std::make_unique<Prepared>(connection);
  if (again.count() == 1 && replacement->prepare(again, 0)) return replacement;
  return prepared;  // its rows will say which column to cast
}

}  // namespace nowthen::warehouse
