#pragma once
#include <nowthen/core/error.hpp>
#include <nowthen/genesys/options.hpp>

namespace nowthen::genesys {

/// Says in the hint of a refusal which contract the host speaks, where its words give away that it is not
/// the one in use.
void hint_at_other_contract(Error& error, Contract in_use);

}  // namespace nowthen::genesys
