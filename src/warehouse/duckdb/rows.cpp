#include "warehouse/duckdb/rows.hpp"

#include <stdexcept>

#include "warehouse/duckdb/column_value.hpp"
#include "warehouse/duckdb/rows_state.hpp"

namespace nowthen::warehouse {
namespace {

// The part to read from, after checking that the column is of one of these kinds.
template <class... Kinds>
const void* part_of(const Rows& rows, const std::vector<ColumnPart>& parts, std::size_t column,
                    Kinds... kinds) {
  const ResultColumn& described = rows.columns().at(column);
  if (((described.kind != kinds) && ...))
    throw std::logic_error("column " + described.name + " was read as what it is not");
  return parts[column].data;
}

}  // namespace

Rows::Rows(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() = default;

const std::vector<ResultColumn>& Rows::columns() const noexcept { return state_->columns; }

Outcome<bool> Rows::next() {
  if (state_->row + 1 < state_->row_count) {
    ++state_->row;
    return true;
  }
  return state_->fetch();
}

std::size_t Rows::rows_at_hand() const noexcept {
  return is_next_at_hand() ? state_->row_count - state_->row - 1 : 0;
}

bool Rows::is_next_at_hand() const noexcept { return state_->row + 1 < state_->row_count; }

bool Rows::is_null(std::size_t column) const {
  if (state_->row >= state_->row_count) throw std::logic_error("a value was read where there is no row");
  return !is_valid(state_->parts.at(column), state_->row);
}

bool Rows::boolean(std::size_t column) const {
  return static_cast<const bool*>(part_of(*this, state_->parts, column, ColumnKind::boolean))[state_->row];
}

std::int64_t Rows::integer(std::size_t column) const {
  const void* const data = part_of(*this, state_->parts, column, ColumnKind::integer);
  return integer_at(state_->type_of(column), data, state_->row);
}

double Rows::real(std::size_t column) const {
  const void* const data = part_of(*this, state_->parts, column, ColumnKind::real, ColumnKind::integer);
  return real_at(state_->type_of(column), data, state_->row);
}

Instant Rows::instant(std::size_t column) const {
  return instant_at(part_of(*this, state_->parts, column, ColumnKind::instant), state_->row);
}

std::int64_t Rows::microseconds(std::size_t column) const {
  return microseconds_at(part_of(*this, state_->parts, column, ColumnKind::instant), state_->row);
}

std::string_view Rows::text(std::size_t column) const {
  return text_at(part_of(*this, state_->parts, column, ColumnKind::text), state_->row);
}

}  // namespace nowthen::warehouse
