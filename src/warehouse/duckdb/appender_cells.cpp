#include <vector>

#include "warehouse/duckdb/appender_state.hpp"

namespace nowthen::warehouse {
namespace {

/// A list on its way into a cell.
class ListValue {
 public:
  ListValue(const Functions& call, duckdb_type element) : call_(call) {
    type_ = call_.create_logical_type(element);
  }
  ~ListValue() {
    for (duckdb_value& element : elements_) call_.destroy_value(&element);
    call_.destroy_logical_type(&type_);
  }
  ListValue(const ListValue&) = delete;
  ListValue& operator=(const ListValue&) = delete;

  void add(duckdb_value element) { elements_.push_back(element); }

  duckdb_state append_to(duckdb_appender appender) {
    duckdb_value list = call_.create_list_value(type_, elements_.data(), elements_.size());
    if (list == nullptr) return DuckDBError;
    const duckdb_state state = call_.append_value(appender, list);
    call_.destroy_value(&list);
    return state;
  }

 private:
  const Functions& call_;
  duckdb_logical_type type_ = nullptr;
  std::vector<duckdb_value> elements_;
};

}  // namespace

void Appender::State::note(duckdb_state state) noexcept { cell_failed |= state == DuckDBError; }

void Appender::null() noexcept { state_->note(state_->call.append_null(state_->appender)); }
void Appender::boolean(bool value) noexcept {
  state_->note(state_->call.append_bool(state_->appender, value));
}
void Appender::bigint(std::int64_t value) noexcept {
  state_->note(state_->call.append_int64(state_->appender, value));
}
void Appender::real(double value) noexcept {
  state_->note(state_->call.append_double(state_->appender, value));
}
void Appender::text(std::string_view value) noexcept {
  state_->note(state_->call.append_varchar_length(state_->appender, value.data(), value.size()));
}
void Appender::timestamp(Instant value) noexcept {
  state_->note(state_->call.append_timestamp(state_->appender, {microseconds_of(value)}));
}

void Appender::text_list(std::span<const std::string_view> values) {
  ListValue list(state_->call, DUCKDB_TYPE_VARCHAR);
  for (const std::string_view value : values)
    list.add(state_->call.create_varchar_length(value.data(), value.size()));
  state_->note(list.append_to(state_->appender));
}

void Appender::bigint_list(std::span<const std::int64_t> values) {
  ListValue list(state_->call, DUCKDB_TYPE_BIGINT);
  for (const std::int64_t value : values) list.add(state_->call.create_int64(value));
  state_->note(list.append_to(state_->appender));
}

Outcome<void> Appender::end_row() {
  State& state = *state_;
  if (state.failed) return *state.failed;
  state.note_row_held();
  if (state.cell_failed) return state.checked(DuckDBError);
  return state.checked(state.call.appender_end_row(state.appender));
}

}  // namespace nowthen::warehouse
