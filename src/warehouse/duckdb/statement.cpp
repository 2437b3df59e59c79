#include "warehouse/duckdb/statement.hpp"

#include "warehouse/duckdb/prepared.hpp"
#include "warehouse/duckdb/rows_state.hpp"
#include "warehouse/duckdb/running.hpp"

namespace nowthen::warehouse {
namespace {

Outcome<std::unique_ptr<Running>> bind_and_run(Prepared& prepared, const Values& values, Delivery delivery,
                                               std::stop_token stop) {
  if (auto bound = prepared.bind(values); !bound) return bound.error();
  return run(std::make_unique<Running>(prepared.connection(), std::move(stop)), prepared.get(), delivery,
             prepared.sql());
}

Outcome<std::int64_t> execute_prepared(Prepared& prepared, const Values& values,
                                       const std::stop_token& stop) {
  auto running = bind_and_run(prepared, values, Delivery::whole, stop);
  if (!running) return running.error();
  return static_cast<std::int64_t>(prepared.connection()->call.rows_changed(&(*running)->result.result));
}

}  // namespace

struct Statement::State {
  std::unique_ptr<Prepared> prepared;
};

Statement::Statement(std::unique_ptr<State> state) : state_(std::move(state)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Outcome<Statement> Statement::prepare(const std::shared_ptr<ConnectionHandle>& connection,
                                      const std::string& sql) {
  auto prepared = prepare_one(connection, sql);
  if (!prepared) return prepared.error();
  return Statement(std::make_unique<State>(State{std::move(*prepared)}));
}

Outcome<Statement> Statement::prepare_as_written(const std::shared_ptr<ConnectionHandle>& connection,
                                                 const std::string& sql) {
  const Extracted text(connection, sql);
  auto prepared = std::make_unique<Prepared>(connection);
  if (auto done = prepare_only(*prepared, text); !done) return done.error();
  return Statement(std::make_unique<State>(State{std::move(prepared)}));
}

Shape Statement::shape() const { return shape_of(*state_->prepared); }

Outcome<std::int64_t> Statement::execute(const Values& values, const std::stop_token& stop) {
  return execute_prepared(*state_->prepared, values, stop);
}

Outcome<Rows> Statement::query(const Values& values, std::stop_token stop, Delivery delivery) {
  Prepared& prepared = *state_->prepared;
  auto running = bind_and_run(prepared, values, delivery, std::move(stop));
  if (!running) return running.error();
  auto rows = std::make_unique<Rows::State>(std::move(*running), prepared.sql());
  if (auto described = rows->describe(); !described) return described.error();
  return Rows(std::move(rows));
}

Outcome<std::int64_t> Statement::execute_script(const std::shared_ptr<ConnectionHandle>& connection,
                                                const std::string& sql, const std::stop_token& stop) {
  const Extracted text(connection, sql);
  if (text.count() == 0) return text.failure();
  Outcome<std::int64_t> changed = std::int64_t{0};
  for (idx_t i = 0; i < text.count() && changed; ++i) {
    Prepared prepared(connection);
    if (auto done = prepared.prepare(text, i); !done) return done.error();
    changed = execute_prepared(prepared, {}, stop);
  }
  return changed;
}

}  // namespace nowthen::warehouse
