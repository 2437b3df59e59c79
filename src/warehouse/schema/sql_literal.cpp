#include "warehouse/schema/sql_literal.hpp"

namespace nowthen::warehouse {

std::string sql_literal(std::string_view text) {
  std::string out = "'";
  for (const char letter : text) out.append(letter == '\'' ? 2 : 1, letter);
  return out + "'";
}

}  // namespace nowthen::warehouse
