#pragma once
#include <nowthen/core/error.hpp>
#include <optional>
#include <string>

namespace nowthen::cli {

/// From now on a process that DuckDB brings down ends like any other failed command: with a line, a hint and
/// exit code 1. DuckDB does that where it cannot clean its log up while it takes a transaction back, on a
/// disk that fails again and again: the exception comes out of where none may come from. Any other way down
/// is left as it was.
void say_last_words();

/// What `text`, an exception's words, says if it is one of DuckDB's.
std::optional<Error> last_words_of(const std::string& text);

}  // namespace nowthen::cli
