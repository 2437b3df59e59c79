#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "access/answer.hpp"
#include "asof/view.hpp"

namespace nowthen::asof {

struct Wanted {
  Instant at;
  Instant now;
  std::vector<std::string> queues;  ///< Only these; none: all.
  std::vector<std::string> media;   ///< Only these; none: all.
};

/// The contact centre at an instant, as the tables have it: from history where the ledger says that the day
/// is complete, else from the live feed, and from records that were read later than the instant.
///
/// Blocks. Fails with `not_found` where nothing is known of the instant, with `invalid_request` where it is
/// in the future, and as questions do.
Result<View> read_asof(access::Tables& tables, const Wanted& wanted, const std::stop_token& stop);

}  // namespace nowthen::asof
