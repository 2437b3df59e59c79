#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::webhooks {

/// An address of IPv4 or IPv6.
struct Address {
  std::array<std::uint8_t, 16> bytes{};  ///< Of IPv4 the first four.
  bool is_v6 = false;
  bool operator==(const Address&) const = default;
};

/// Four decimal numbers without leading zeros, or IPv6 without brackets and zone. Nothing for anything else.
std::optional<Address> parse_address(std::string_view text);

/// Why an address is not one of the public internet: `private`, `loopback`, ...; empty where it is. Addresses
/// that carry one of IPv4 within (mapped, NAT64, 6to4, Teredo) count as not public, whichever it is.
/// Source: IANA's registries of special-purpose addresses for IPv4 and IPv6.
std::string_view why_not_public(const Address& address) noexcept;

}  // namespace nowthen::webhooks
