#pragma once
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "access/answer.hpp"

namespace nowthen::access {

// What goes over the socket: see docs/reference/access.md. No input or output here.

/// A question as it is sent: with the zone whose days and half hours count.
struct AskedQuestion {
  Question question;
  std::string time_zone;

  bool operator==(const AskedQuestion&) const = default;
};

std::string question_text(const AskedQuestion& asked);
/// Fails with `invalid_request` for anything that `question_text` does not write.
Result<AskedQuestion> parse_question(std::string_view text);

/// JSON on one line, its end included. Bytes that are not UTF-8 stay as they are.
std::string line_of(const boost::json::value& value);
/// Fails with `malformed_reply`.
Result<boost::json::value> parse_line(std::string_view line);

boost::json::value columns_json(const std::vector<AnswerColumn>& columns, bool is_plan);
boost::json::value error_json(const Error& error);
Error error_from(const boost::json::value& value);

/// Appends the answer's current row as a line.
void append_row(std::string& out, const Answer& answer);

/// Rows as they were before `append_row`.
struct SentRow {
  std::vector<Cell> cells;                 ///< Text is a view into `line`.
  std::vector<std::int64_t> microseconds;  ///< Of instants.
};
/// Fails with `malformed_reply` where the line is no row of these columns. `line` must outlive `row`.
Result<void> read_row(const boost::json::value& line, const std::vector<AnswerColumn>& columns, SentRow& row);

/// Fails with `malformed_reply`.
Result<std::vector<AnswerColumn>> columns_from(const boost::json::value& value);

Error malformed(std::string what);

}  // namespace nowthen::access
