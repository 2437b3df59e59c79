#pragma once
#include <string>

namespace nowthen::genesys {

/// The JSON parser in use, for a report: name, version, and what it chose for this processor, such as
/// `simdjson 3.0.1 (haswell)`. Thread-safe.
std::string parser_version();

}  // namespace nowthen::genesys
