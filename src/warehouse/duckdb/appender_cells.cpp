#include "warehouse/duckdb/appender_state.hpp"

namespace nowthen::warehouse {
namespace {

/// A value as a cell.
class CellWriter {
 public:
  explicit CellWriter(RowChunk& rows) : rows_(rows) {}

  void operator()(std::nullptr_t) const { rows_.null(); }
  void operator()(bool value) const { rows_.boolean(value); }
  void operator()(std::int64_t value) const { rows_.bigint(value); }
  void operator()(std::uint64_t value) const {
    std::in_range<std::int64_t>(value) ? rows_.bigint(static_cast<std::int64_t>(value))
                                       : rows_.misfit("number beyond 64 bits");
  }
  void operator()(double value) const { rows_.real(value); }
  void operator()(std::string_view value) const { rows_.text(value); }
  void operator()(Instant value) const { rows_.timestamp(value); }

 private:
  RowChunk& rows_;
};

}  // namespace

void Appender::null() { state_->rows->null(); }
void Appender::boolean(bool value) { state_->rows->boolean(value); }
void Appender::bigint(std::int64_t value) { state_->rows->bigint(value); }
void Appender::real(double value) { state_->rows->real(value); }
void Appender::text(std::string_view value) { state_->rows->text(value); }
void Appender::timestamp(Instant value) { state_->rows->timestamp(value); }
void Appender::text_list(std::span<const std::string_view> values) { state_->rows->text_list(values); }
void Appender::bigint_list(std::span<const std::int64_t> values) { state_->rows->bigint_list(values); }
Outcome<void> Appender::end_row() { return state_->end_row(); }

Outcome<void> Appender::append_row(std::span<const Value> row) {
  State& state = *state_;
  if (state.failed) return *state.failed;
  const CellWriter write(*state.rows);
  for (const Value& value : row) std::visit(write, value.held());
  return state.end_row();
}

}  // namespace nowthen::warehouse
