#include "warehouse/duckdb/appender.hpp"

#include "warehouse/duckdb/appender_failure.hpp"
#include "warehouse/duckdb/appender_state.hpp"

namespace nowthen::warehouse {
namespace {

class CellWriter {
 public:
  CellWriter(const Functions& call, duckdb_appender appender) : call_(call), appender_(appender) {}

  duckdb_state operator()(std::nullptr_t) const { return call_.append_null(appender_); }
  duckdb_state operator()(bool value) const { return call_.append_bool(appender_, value); }
  duckdb_state operator()(std::int64_t value) const { return call_.append_int64(appender_, value); }
  duckdb_state operator()(std::uint64_t value) const { return call_.append_uint64(appender_, value); }
  duckdb_state operator()(double value) const { return call_.append_double(appender_, value); }
  duckdb_state operator()(std::string_view value) const {
    return call_.append_varchar_length(appender_, value.data(), value.size());
  }
  duckdb_state operator()(Instant value) const {
    return call_.append_timestamp(appender_, {microseconds_of(value)});
  }

 private:
  const Functions& call_;
  duckdb_appender appender_;
};

}  // namespace

Appender::State::~State() {
  if (holds_rows && connection->is_in_transaction)
    connection->spoiled = "rows for " + table + " were dropped with their appender";
  note_none_held();
  // Destroying an appender hands its rows over, failed ones anew. A row begun and not ended keeps it from
  // that.
  if (holds_rows || failed) call.append_null(appender);
  call.appender_destroy(&appender);
}

void Appender::State::note_row_held() {
  if (holds_rows) return;
  connection->unflushed.insert(table);
  holds_rows = true;
}

void Appender::State::note_none_held() {
  if (!holds_rows) return;
  if (const auto at = connection->unflushed.find(table); at != connection->unflushed.end())
    connection->unflushed.erase(at);
}

Outcome<void> Appender::State::checked(duckdb_state state) {
  if (state == DuckDBSuccess) return boost::system::in_place_value;
  failed = appender_failure(call, appender);
  failed->message = table + ": " + failed->message;
  return *failed;
}

Appender::Appender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Appender::Appender(Appender&&) noexcept = default;
Appender& Appender::operator=(Appender&&) noexcept = default;
Appender::~Appender() = default;

Outcome<Appender> Appender::open(std::shared_ptr<ConnectionHandle> connection, const std::string& table,
                                 const std::string& schema) {
  auto state = std::make_unique<State>(std::move(connection), table);
  const char* const in = schema.empty() ? nullptr : schema.c_str();
  auto opened = state->checked(state->call.appender_create_ext(state->connection->connection, nullptr, in,
                                                               table.c_str(), &state->appender));
  if (!opened) return opened.error();
  return Appender(std::move(state));
}

Outcome<void> Appender::append_row(std::span<const Value> row) {
  State& state = *state_;
  if (state.failed) return *state.failed;
  const CellWriter write(state.call, state.appender);
  state.note_row_held();
  for (const Value& value : row)
    if (std::visit(write, value.held()) == DuckDBError) return state.checked(DuckDBError);
  return state.checked(state.call.appender_end_row(state.appender));
}

Outcome<void> Appender::flush() {
  State& state = *state_;
  if (state.failed) return *state.failed;
  auto done = state.checked(state.call.appender_flush(state.appender));
  if (done) {
    state.note_none_held();
    state.holds_rows = false;
  }
  return done;
}

Outcome<void> Appender::close() {
  auto done = flush();
  if (done) state_->failed = Failure{.message = state_->table + ": the appender is closed"};
  return done;
}

}  // namespace nowthen::warehouse
