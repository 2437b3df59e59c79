#pragma once
#include <string>
#include <string_view>

namespace nowthen::genesys {

/// RFC 3986, section 2.3: everything but the unreserved characters is escaped.
std::string percent_encoded(std::string_view text);

}  // namespace nowthen::genesys
