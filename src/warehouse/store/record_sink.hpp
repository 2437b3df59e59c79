#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/schema/row_writer.hpp"

namespace nowthen::warehouse {

/// Which rows of a record are wanted: attributes may come from another reading than the rest.
enum class RecordPart { all, without_attributes, attributes_only };

/// Takes the rows of records and appends them to their tables, which are opened as they are needed.
///
/// A failure is kept, told by `close`, and ends the taking. Used by one thread, with its connection.
class RecordSink {
 public:
  /// @param connection  must outlive it, and do nothing else until `close`
  explicit RecordSink(Connection& connection) : connection_(&connection) {}

  void want(RecordPart part) noexcept { part_ = part; }

  /// Hands all rows over. Fails with the first failure of any of them.
  Outcome<void> close();

  void begin_row(TableId table) {
    const bool is_attribute = table == TableId::participant_attribute;
    const bool wanted = part_ == RecordPart::all || is_attribute == (part_ == RecordPart::attributes_only);
    current_ = wanted && !failure_ ? appender(table) : nullptr;
  }
  void null() {
    if (current_ != nullptr) current_->null();
  }
  void text(std::string_view value) {
    if (current_ != nullptr) current_->text(value);
  }
  void bigint(std::int64_t value) {
    if (current_ != nullptr) current_->bigint(value);
  }
  void real(double value) {
    if (current_ != nullptr) current_->real(value);
  }
  void boolean(bool value) {
    if (current_ != nullptr) current_->boolean(value);
  }
  void timestamp(Instant value) {
    if (current_ != nullptr) current_->timestamp(value);
  }
  void text_list(const TextList& values);
  void bigint_list(std::span<const std::int64_t> values) {
    if (current_ != nullptr) current_->bigint_list(values);
  }
  void end_row();

 private:
  Appender* appender(TableId table);

  Connection* connection_;
  RecordPart part_ = RecordPart::all;
  std::array<std::optional<Appender>, table_count> appenders_;
  Appender* current_ = nullptr;
  std::vector<std::string_view> texts_;
  std::optional<Failure> failure_;
};

}  // namespace nowthen::warehouse
