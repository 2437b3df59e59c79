#pragma once
#include <nowthen/core/error.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "access/answer.hpp"
#include "warehouse/duckdb/failure.hpp"
#include "warehouse/duckdb/shape.hpp"

namespace nowthen::access {

/// A statement whose columns can be read as they are, and how each is written.
struct ReadableQuery {
  std::string sql;
  std::vector<AnswerColumn> columns;
  bool is_wrapped = false;  ///< `sql` is the user's text from its second line on, inside another statement.
};

/// `sql`, of that shape, such that lists, structs and exact numbers come as text.
ReadableQuery readable_query(const std::string& sql, const warehouse::Shape& shape, Nested nested);

/// `sql` up to the semicolon that ends its first statement, if there is one; quotes and comments are seen.
std::string_view first_statement(std::string_view sql);

/// What EXPLAIN explains: the text behind it, ANALYZE and its options. Empty where that cannot be told.
std::string explained(std::string_view sql);

/// What to tell of a statement that does more than read.
Error write_refused(std::string_view sql);

/// What to tell when DuckDB refused or gave up the query; the position is that in the user's text.
Error query_error(warehouse::Failure failure, bool is_wrapped);

}  // namespace nowthen::access
