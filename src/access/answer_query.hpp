#pragma once
#include "access/server.hpp"

namespace nowthen::access {

/// Answers `POST /query`: columns, then pages of rows, each announced with its number of them.
Result<boost::json::object> answer_query(Visit& visit, const OnDamage& on_damage);

}  // namespace nowthen::access
