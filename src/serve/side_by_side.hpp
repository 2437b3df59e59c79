#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <vector>

namespace nowthen::serve {

/// One of several pieces of work, each on a thread of its own; it blocks until `stop`, or until it fails.
using Work = std::function<Result<void>(const std::stop_token& stop)>;

/// Does all of it at once, until `stop` or until one fails: then the others are stopped, too. Blocks until
/// all have ended; gives the first failure.
Result<void> side_by_side(const std::vector<Work>& works, const std::stop_token& stop);

}  // namespace nowthen::serve
