#include "warehouse/duckdb/connection.hpp"

#include "warehouse/duckdb/handles.hpp"

namespace nowthen::warehouse {

Outcome<std::int64_t> Connection::execute(const std::string& sql, const Values& values,
                                          const std::stop_token& stop) {
  if (values.empty()) return Statement::execute_script(handle_, sql, stop);
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  return statement->execute(values, stop);
}

Outcome<Rows> Connection::query(const std::string& sql, const Values& values, std::stop_token stop,
                                Delivery delivery) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  return statement->query(values, std::move(stop), delivery);
}

Outcome<Statement> Connection::prepare(const std::string& sql) { return Statement::prepare(handle_, sql); }

Outcome<Statement> Connection::prepare_as_written(const std::string& sql) {
  return Statement::prepare_as_written(handle_, sql);
}

Outcome<Transaction> Connection::begin() { return Transaction::begin(handle_); }

Outcome<Appender> Connection::append_to(const std::string& table, const std::string& schema) {
  return Appender::open(handle_, table, schema);
}

}  // namespace nowthen::warehouse
