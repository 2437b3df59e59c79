#pragma once
#include <string>
#include <string_view>

namespace nowthen::genesys {

/// The scopes or permissions that a message names, such as `routing:queue:view`, joined by "and"; at most
/// three, empty when it names none.
std::string scopes_named(std::string_view message);

}  // namespace nowthen::genesys
