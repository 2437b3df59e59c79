#include "access/direct_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "access/readable_query.hpp"
#include "access/side_effects.hpp"

namespace nowthen::access {
namespace {

using warehouse::Rows;
using warehouse::Statement;
using warehouse::StatementClass;

Cell cell_at(const Rows& rows, ValueKind kind, std::size_t column) {
  if (rows.is_null(column)) return {};
  switch (kind) {
    case ValueKind::boolean: return *rows.get<bool>(column);
    case ValueKind::integer: return *rows.get<std::int64_t>(column);
    case ValueKind::real: return *rows.get<double>(column);
    case ValueKind::instant: return *rows.get<Instant>(column);
    case ValueKind::number_text:
    case ValueKind::text:
    case ValueKind::json: break;
  }
  return *rows.get<std::string_view>(column);
}

/// Views are into the question.
warehouse::Values values_of(const Question& question) {
  warehouse::Values values;
  for (const auto& parameter : question.parameters)
    values.push_back(std::visit([](const auto& held) { return warehouse::Value(held); }, parameter));
  return values;
}

Error told(const warehouse::Failure& failure, bool is_wrapped, const OnDamage& on_damage) {
  if (failure.kind == warehouse::FailureKind::corrupt && on_damage) on_damage(failure);
  return query_error(failure, is_wrapped);
}

/// Rows of a statement, which is run when the first is wanted.
class DirectAnswer final : public Answer {
 public:
  DirectAnswer(Statement statement, Question question, ReadableQuery query, bool is_plan,
               std::stop_token stop, OnDamage on_damage)
      : statement_(std::move(statement)),
        question_(std::move(question)),
        query_(std::move(query)),
        is_plan_(is_plan),
        stop_(std::move(stop)),
        on_damage_(std::move(on_damage)),
        row_(query_.columns.size()) {}

  const std::vector<AnswerColumn>& columns() const override { return query_.columns; }
  bool is_plan() const override { return is_plan_; }

  Result<bool> next() override {
    if (!rows_) {
      auto begun =
          statement_.query(values_of(question_), stop_,
                           question_.is_small ? warehouse::Delivery::whole : warehouse::Delivery::streamed);
      if (!begun) return told(begun.error(), query_.is_wrapped, on_damage_);
      rows_.emplace(*std::move(begun));
    }
    const auto more = rows_->next();
    if (!more) return told(more.error(), query_.is_wrapped, on_damage_);
    if (*more)
      for (std::size_t i = 0; i < row_.size(); ++i) row_[i] = cell_at(*rows_, query_.columns[i].kind, i);
    return *more;
  }

  std::span<const Cell> row() const override { return row_; }
  std::size_t rows_at_hand() const override { return rows_ ? rows_->rows_at_hand() : 0; }
  std::int64_t microseconds(std::size_t column) const override { return rows_->microseconds(column); }

 private:
  Statement statement_;
  Question question_;
  ReadableQuery query_;
  bool is_plan_;
  std::stop_token stop_;
  OnDamage on_damage_;
  std::optional<Rows> rows_;
  std::vector<Cell> row_;
};

/// EXPLAIN ANALYZE runs what it explains: that must be a query, too.
std::optional<Error> refusal_of_explained(warehouse::Connection& connection, const std::string& sql) {
  const std::string inner = explained(sql);
  if (inner.empty()) return write_refused("EXPLAIN of a statement like this one");
  const auto statement = connection.prepare_as_written(inner);
  if (!statement) return query_error(statement.error(), false);
  if (statement->shape().statement != StatementClass::select) return write_refused(inner);
  return std::nullopt;
}

bool is_zone_letter(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '/' || letter == '_' ||
         letter == '+' || letter == '-';
}

}  // namespace

Result<std::unique_ptr<Answer>> answer_over(warehouse::Connection connection, Question question,
                                            std::stop_token stop, OnDamage on_damage) {
  if (auto refused = refusal_of_side_effects(question.sql)) return *std::move(refused);
  auto statement = connection.prepare_as_written(question.sql);
  if (!statement) return told(statement.error(), false, on_damage);
  const warehouse::Shape shape = statement->shape();
  if (shape.statement == StatementClass::other) return write_refused(question.sql);
  const bool is_plan = shape.statement == StatementClass::explain;
  if (is_plan)
    if (auto refused = refusal_of_explained(connection, question.sql)) return *std::move(refused);
  ReadableQuery query = readable_query(question.sql, shape, question.nested);
  if (query.is_wrapped) {
    statement = connection.prepare(query.sql);
    if (!statement) return told(statement.error(), true, on_damage);
  }
  return std::make_unique<DirectAnswer>(*std::move(statement), std::move(question), std::move(query), is_plan,
                                        std::move(stop), std::move(on_damage));
}

Result<void> set_time_zone(warehouse::Connection& connection, const std::string& zone) {
  if (zone.empty() || !std::all_of(zone.begin(), zone.end(), is_zone_letter))
    return Error{.kind = ErrorKind::invalid_request, .message = "the time zone is no name of one"};
  const auto zoned = connection.execute(fmt::format("SET TimeZone = '{}'", zone));
  if (!zoned) return zoned.error();
  return {};
}

Result<std::unique_ptr<Tables>> DirectTables::over(warehouse::Connection connection, const std::string& zone,
                                                   OnDamage on_damage) {
  if (auto zoned = set_time_zone(connection, zone); !zoned) return zoned.error();
  const auto confined =
      connection.execute("SET enable_external_access = false; SET lock_configuration = true");
  if (!confined) return confined.error();
  return std::unique_ptr<Tables>(new DirectTables(std::move(connection), std::move(on_damage)));
}

Result<std::unique_ptr<Answer>> DirectTables::ask(Question question, std::stop_token stop) {
  return answer_over(connection_, std::move(question), std::move(stop), on_damage_);
}

}  // namespace nowthen::access
