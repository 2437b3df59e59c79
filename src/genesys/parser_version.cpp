#include "genesys/parser_version.hpp"

#include <fmt/format.h>
#include <simdjson.h>

namespace nowthen::genesys {

std::string parser_version() {
  return fmt::format("simdjson {}.{}.{} ({})", int{simdjson::SIMDJSON_VERSION_MAJOR},
                     int{simdjson::SIMDJSON_VERSION_MINOR}, int{simdjson::SIMDJSON_VERSION_REVISION},
                     simdjson::get_active_implementation()->name());
}

}  // namespace nowthen::genesys
