#pragma once
#include <nowthen/core/instant.hpp>
#include <string>

#include "access/answer.hpp"

namespace nowthen::access {

/// The text of that column; empty where it is NULL.
inline std::string text_in(const Answer& row, std::size_t column) {
  return row.get<std::string>(column).value_or("");
}

/// The instant as SQL.
inline std::string literal(Instant at) { return "TIMESTAMPTZ '" + format_instant(at) + "'"; }

}  // namespace nowthen::access
