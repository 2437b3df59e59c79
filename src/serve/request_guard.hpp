#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.hpp"

namespace nowthen::serve {

/// Whether the request names one of `hosts`, or loopback; where one of them is every address, any address in
/// digits will do. Otherwise a page of somebody else's could read ours through a name that it
/// controls (DNS rebinding).
bool is_for_us(const net::Request& request, const std::vector<std::string>& hosts);

/// Whether a page of another origin than the request's own host makes it (`Origin`, Fetch Standard). A
/// request without the header comes from no page.
bool is_from_elsewhere(const net::Request& request);

/// The value of a cookie; nothing: there is none of that name.
std::optional<std::string> cookie_in(const net::Request& request, std::string_view name);

/// What `Authorization: Bearer` carries.
std::optional<std::string> bearer_in(const net::Request& request);

}  // namespace nowthen::serve
