#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/options.hpp>
#include <nowthen/genesys/query.hpp>

namespace nowthen::genesys {

/// Success when the query can be asked; otherwise `invalid_request` naming the field, with a hint that lists
/// what is allowed under `contract`. Nothing is sent for a query that fails here.
Result<void> check(const LiveQuery& query, Contract contract = Contract::tutorial);
Result<void> check(const HistoryQuery& query, Contract contract = Contract::tutorial);

}  // namespace nowthen::genesys
