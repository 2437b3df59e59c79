#include "warehouse/duckdb/appender.hpp"

#include "warehouse/duckdb/appender_failure.hpp"
#include "warehouse/duckdb/appender_state.hpp"

namespace nowthen::warehouse {

Appender::State::~State() {
  if (holds_rows && connection->is_in_transaction)
    connection->spoiled = "rows for " + table + " were dropped with their appender";
  note_none_held();
  // Destroying an appender hands its rows over, failed ones anew. A row begun and not ended keeps it from
  // that.
  if (holds_rows || failed) call.append_null(appender);
  call.appender_destroy(&appender);
}

Failure Appender::State::invalid(const std::string& reason) {
  failed = Failure{.kind = FailureKind::invalid_value, .message = table + ": " + reason};
  return *failed;
}

Outcome<void> Appender::State::end_row() {
  if (failed) return *failed;
  note_row_held();
  if (!rows->end_row()) return invalid(rows->reason());
  if (rows->is_full()) return checked(rows->hand_over());
  return boost::system::in_place_value;
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
  state->rows.emplace(state->call, state->appender);
  return Appender(std::move(state));
}

Outcome<void> Appender::append_chunk(void* data_chunk) {
  State& state = *state_;
  if (state.failed) return *state.failed;
  state.note_row_held();
  if (auto done = state.checked(state.rows->hand_over()); !done) return done;
  return state.checked(
      state.call.append_data_chunk(state.appender, static_cast<duckdb_data_chunk>(data_chunk)));
}

Outcome<void> Appender::flush() {
  State& state = *state_;
  if (state.failed) return *state.failed;
  auto done = state.checked(state.rows->hand_over());
  if (done) done = state.checked(state.call.appender_flush(state.appender));
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
