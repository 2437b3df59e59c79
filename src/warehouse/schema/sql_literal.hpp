#pragma once
#include <string>
#include <string_view>

namespace nowthen::warehouse {

/// The text as a literal of SQL.
std::string sql_literal(std::string_view text);

}  // namespace nowthen::warehouse
