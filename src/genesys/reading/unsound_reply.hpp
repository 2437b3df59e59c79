#pragma once
#include <simdjson.h>

#include <nowthen/core/error.hpp>
#include <string_view>

namespace nowthen::genesys::reading {

/// What helps where something answers that is no API.
constexpr std::string_view check_base_url =
    "check the base URL: a proxy or another service may be answering there";

/// The error for a body that is no JSON document: empty, a web page, or broken as the parser's `error` has
/// it.
Error unsound_reply(std::string_view body, simdjson::error_code error);

}  // namespace nowthen::genesys::reading
