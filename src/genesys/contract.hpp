#pragma once
#include <nowthen/genesys/options.hpp>
#include <string_view>

namespace nowthen::genesys {

/// The contract that `wanted` means for this base URL; never `automatic`.
Contract resolved(Contract wanted, std::string_view base_url);

/// Success when this version speaks `contract`.
Result<void> check_spoken(Contract contract);

}  // namespace nowthen::genesys
