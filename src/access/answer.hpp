#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace nowthen::access {

/// What the values of a column are, as far as they are written differently.
enum class ValueKind : std::uint8_t {
  boolean,
  integer,
  real,
  number_text,  ///< A number as text, whose digits only text keeps.
  instant,
  text,
  json,  ///< Text that is JSON already.
};

struct AnswerColumn {
  std::string name;
  ValueKind kind = ValueKind::text;
  std::string type;  ///< As DuckDB names it.

  bool operator==(const AnswerColumn&) const = default;
};

/// One value: nothing for NULL, otherwise what its column's kind says; `number_text`, `text` and `json` are
/// text.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, Instant, std::string_view>;

/// The rows of a question, read once from first to last, a few thousand in memory at a time.
///
/// They come to an end when the same `Tables` is asked something else. Used by one thread at a time.
class Answer {
 public:
  virtual ~Answer() = default;

  virtual const std::vector<AnswerColumn>& columns() const = 0;
  /// Whether it is the plan of a statement, drawn over several lines.
  virtual bool is_plan() const = 0;

  /// Goes to the next row; false after the last. Blocks; the first call may do most of the work. Fails with
  /// `cancelled` soon after the question's stop token is triggered; rows already read are then no answer.
  virtual Result<bool> next() = 0;
  /// The current row, a value for each column. Views are valid until `next`.
  virtual std::span<const Cell> row() const = 0;
  /// How many rows after the current one are at hand.
  virtual std::size_t rows_at_hand() const = 0;
  /// The instant in that column of the current row as DuckDB keeps it, which is finer than `row` gives:
  /// microseconds since 1970 in UTC. It must not be NULL.
  virtual std::int64_t microseconds(std::size_t column) const = 0;

  /// The value in the current row, nothing for NULL. `T` is `bool`, `std::int64_t`, `double`, `Instant`,
  /// `std::string_view` or `std::string`; of another kind it throws `std::bad_variant_access`: that is a bug.
  template <class T>
  std::optional<T> get(std::size_t column) const {
    const Cell& cell = row()[column];
    if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
    if constexpr (std::is_same_v<T, std::string>)
      return std::string(std::get<std::string_view>(cell));
    else
      return std::get<T>(cell);
  }
};

/// How lists and structs come.
enum class Nested : std::uint8_t {
  json,
  text,  ///< As DuckDB writes them, for people.
};

/// A statement that reads, and the values of its `?` in their order.
struct Question {
  using Parameter = std::variant<std::nullptr_t, bool, std::int64_t, std::string>;

  std::string sql;
  std::vector<Parameter> parameters{};
  Nested nested = Nested::json;
  bool is_small = false;  ///< Its rows are few: they are made at once, on all threads, and held in memory.

  bool operator==(const Question&) const = default;
};

/// The tables of a data set for whoever asks, wherever they are: opened by this process, or by the one that
/// owns them. Used by one thread at a time.
class Tables {
 public:
  virtual ~Tables() = default;

  /// What answers the question; its columns are known before it is run. Fails with `invalid_request` where
  /// the SQL is wrong or does more than read, with `transient` where the owner has just ended: then it can be
  /// asked anew.
  virtual Result<std::unique_ptr<Answer>> ask(Question question, std::stop_token stop) = 0;
};

}  // namespace nowthen::access
