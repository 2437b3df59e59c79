#pragma once
#include <array>
#include <nowthen/core/error.hpp>
#include <nowthen/genesys/options.hpp>
#include <string_view>

namespace nowthen::genesys {

/// What only a reply of the tutorial's contract has on its first level. The platform's own listings have
/// `entities` too, but never these.
constexpr std::array<std::string_view, 3> tutorial_reply_fields{"groups", "nextPage", "totalCount"};

/// The error for such a reply where the platform's contract is in use.
Error tutorial_spoken_here();

/// Says in the hint of a refusal which contract the host speaks, where its words give away that it is not
/// the one in use.
void hint_at_other_contract(Error& error, Contract in_use);

}  // namespace nowthen::genesys
