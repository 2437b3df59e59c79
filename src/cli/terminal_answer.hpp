#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

namespace nowthen::cli {

/// A line that somebody types on the terminal that standard input is, without its end; empty where input has
/// ended. Blocks; a stop is noticed within a fifth of a second: fails with `cancelled`.
Result<std::string> answer_from_terminal(const std::stop_token& stop);

}  // namespace nowthen::cli
