#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nowthen::sim {

/// The operations of the simulated API that have a quota and can be made to fail.
enum class Endpoint : std::uint8_t { token, introspect, live, history, unknown };
inline constexpr std::size_t endpoint_count = 5;

/// As limits files, fault scripts and statistics spell it: `token`, `introspect`, `live`, `history`,
/// `unknown`.
std::string_view name_of(Endpoint endpoint);
std::optional<Endpoint> endpoint_named(std::string_view name);

/// Which operation a path belongs to, whatever the method.
Endpoint endpoint_of(std::string_view path);

/// The one method it takes; empty for `unknown`.
std::string_view method_of(Endpoint endpoint);

}  // namespace nowthen::sim
