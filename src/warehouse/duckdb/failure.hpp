#pragma once
#include <boost/system/result.hpp>
#include <nowthen/core/error.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::warehouse {

/// What went wrong with the database, as far as the way out differs.
enum class FailureKind {
  locked,         ///< Another process has the file open.
  newer_file,     ///< The file was written by a later DuckDB than this one can read.
  older_file,     ///< Its tables are of an earlier version of this program, and were not moved forward.
  corrupt,        ///< The file is damaged, or is no database at all.
  read_only,      ///< A write to what was opened, or is mounted, for reading.
  inaccessible,   ///< The file or its folder is missing, or this user may not use it.
  disk_full,      ///< No space left where the file, its log or an export lies.
  io_error,       ///< The disk itself fails. Says nothing about what is on it.
  out_of_memory,  ///< `memory_limit`, and the room for spilling to disk, are used up.
  interrupted,    ///< Our own stop token was triggered.
  constraint,     ///< A row breaks PRIMARY KEY, UNIQUE, NOT NULL, CHECK or FOREIGN KEY.
  conflict,       ///< Another transaction changed the same rows, or this one was given up; begin anew.
  invalid_sql,    ///< The statement cannot be understood, or names what is not there. See `position`.
  invalid_value,  ///< A value does not fit its type, or a function refuses it.
  unusable,       ///< A fatal error: nothing works on this `Database` until it is closed and opened again.
  no_library,     ///< `libduckdb.so` is missing, or is not one that fits.
  other,          ///< Anything else; the message says what.
};

/// The name of `kind` as it appears in logs, such as `disk_full`.
const char* to_string(FailureKind kind) noexcept;

/// A place in the text of a statement. Both count from one; `column` counts characters.
struct SqlPosition {
  int line = 0;
  int column = 0;
  bool operator==(const SqlPosition&) const = default;
};

/// Why an operation on the database did not give its result. Turns into an `Error` by itself, so that a
/// function that returns `Result<T>` can return `outcome.error()`.
struct Failure {
  FailureKind kind = FailureKind::other;
  std::string message;                  ///< One line for people, in DuckDB's words. May show values of rows.
  std::string hint;                     ///< What helps. May be empty.
  std::optional<SqlPosition> position;  ///< Where in the statement, if DuckDB said so.
  /// It failed while committing: what was to be committed may or may not be in the file. Read it again before
  /// concluding anything.
  bool is_outcome_unknown = false;

  operator Error() const;  // NOLINT(google-explicit-constructor): that is what it is for
};

/// A value, or the `Failure` that explains why there is none. `outcome.value()` throws `ApiError`.
template <class T>
using Outcome = boost::system::result<T, Failure>;

/// Found by argument-dependent lookup when `Outcome<T>::value()` is called on a failure.
[[noreturn]] inline void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw ApiError(failure);
}

/// Reads DuckDB's message, such as `IO Error: Could not set lock on file ...`.
///
/// @param message  as DuckDB gave it: several lines, often with an excerpt of the statement
/// @param sql      the statement it speaks about, to find a position in long lines; may be empty
Failure failure_from(std::string_view message, std::string_view sql = {});

}  // namespace nowthen::warehouse
