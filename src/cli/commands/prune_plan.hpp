#pragma once
#include <boost/json/object.hpp>
#include <cstddef>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "extract/prune.hpp"

namespace nowthen::cli {

// What pruning would do, asked of the process that owns the data: see docs/reference/access.md.

inline constexpr const char* prune_plan_target = "/prune/plan";
inline constexpr std::size_t prune_plan_request_bytes = 4096;

std::string prune_request_text(const extract::PruneRequest& request);
/// Fails with `invalid_request` for anything else.
Result<extract::PruneRequest> parse_prune_request(std::string_view text);

boost::json::object prune_plan_json(const extract::PruneReport& plan);
/// Fails with `malformed_reply`.
Result<extract::PruneReport> prune_plan_from(const boost::json::object& object);

}  // namespace nowthen::cli
