#pragma once
#include <string>
#include <string_view>

namespace nowthen::genesys::tutorial {

/// Whether white space may stand outside strings. May be wrong in one direction only: true for some texts
/// that have none (`"Smith, Ann"` looks like it). Fast: most pages come without.
bool may_have_outer_space(std::string_view json) noexcept;

/// Replaces `out` by `json` less insignificant white space. `json` is known to be sound.
void assign_compact(std::string_view json, std::string& out);

}  // namespace nowthen::genesys::tutorial
