#pragma once
#include <boost/json/value.hpp>
#include <cstddef>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/answer.hpp"
#include "access/wire.hpp"

namespace nowthen::access {

/// Bytes to lines, however they were cut. No input or output. Not thread-safe.
class LineSplitter {
 public:
  /// @param most_bytes  of one line; longer ones are refused
  explicit LineSplitter(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void feed(std::string_view bytes);
  /// The next whole line without its end, valid until `feed`; nothing where more has to be fed. Empty lines
  /// say that the other end is alive, and are left out. Fails with `malformed_reply` for a line that is too
  /// long.
  Result<std::optional<std::string_view>> next();

 private:
  std::size_t most_bytes_;
  std::string held_;
  std::size_t at_ = 0;        ///< Before it all lines were given.
  std::size_t searched_ = 0;  ///< Before it there is no line end from `at_` on.
};

/// The lines of an answer, one after the other, held against what an answer must be. No input or output.
class AnswerReader {
 public:
  enum class Found {
    columns,
    row,
    end,      ///< The answer is whole.
    nothing,  ///< Go on.
  };

  /// Takes a line. Fails with `malformed_reply` for what cannot follow here, and with the error that the line
  /// tells.
  Result<Found> take(std::string_view line);

  const std::vector<AnswerColumn>& columns() const noexcept { return columns_; }
  bool is_plan() const noexcept { return is_plan_; }
  const SentRow& row() const noexcept { return row_; }
  std::size_t rows_at_hand() const noexcept { return page_left_; }
  /// Whether the line has come that ends it, with as many rows as there were.
  bool is_whole() const noexcept { return is_whole_; }

 private:
  Result<Found> take_object();
  Result<Found> take_row();

  std::vector<AnswerColumn> columns_;
  bool has_columns_ = false;
  bool is_plan_ = false;
  bool is_whole_ = false;
  std::size_t page_left_ = 0;  ///< Rows of the page that are still to come.
  std::int64_t rows_ = 0;
  boost::json::value line_;  ///< What the row's texts are views into.
  SentRow row_;
};

}  // namespace nowthen::access
