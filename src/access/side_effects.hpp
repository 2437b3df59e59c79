#pragma once
#include <nowthen/core/error.hpp>
#include <optional>
#include <string_view>

namespace nowthen::access {

/// What to say to SQL that does something while it reads or before it is run: `SELECT * FROM
/// enable_logging()` turns on a log of everything that everybody asks, and `EXPORT DATABASE` makes a folder
/// when it is prepared. Nothing where no such thing is named. DuckDB counts these as reading.
///
/// A text that looks like a call of one is refused, too. Pure.
std::optional<Error> refusal_of_side_effects(std::string_view sql);

}  // namespace nowthen::access
