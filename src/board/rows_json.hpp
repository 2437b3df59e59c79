#pragma once
#include <boost/json/array.hpp>
#include <nowthen/core/result.hpp>
#include <stop_token>

#include "access/answer.hpp"

namespace nowthen::board {

/// The rows of an answer as objects, with the columns' names: instants in UTC, JSON as it is, NULL as null.
/// Blocks. Fails as questions do. The question bounds how many there can be.
Result<boost::json::array> rows_json(access::Tables& tables, access::Question question,
                                     const std::stop_token& stop);

}  // namespace nowthen::board
