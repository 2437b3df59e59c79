#include "webhooks/address.hpp"

#include <algorithm>
#include <boost/url/ipv4_address.hpp>
#include <boost/url/ipv6_address.hpp>
#include <span>

namespace nowthen::webhooks {
namespace {

/// The first `bits` of `bytes`, and what addresses there are for.
struct Block {
  std::array<std::uint8_t, 16> bytes;
  unsigned bits;
  std::string_view what;
};

constexpr std::array v4_blocks{
    Block{{0}, 8, "of this network"},
    Block{{10}, 8, "private"},
    Block{{100, 64}, 10, "shared by carriers"},
    Block{{127}, 8, "loopback"},
    Block{{169, 254}, 16, "link-local"},
    Block{{172, 16}, 12, "private"},
    Block{{192, 0, 0}, 24, "reserved"},
    Block{{192, 0, 2}, 24, "for documentation"},
    Block{{192, 88, 99}, 24, "a 6to4 relay"},
    Block{{192, 168}, 16, "private"},
    Block{{198, 18}, 15, "for measurements"},
    Block{{198, 51, 100}, 24, "for documentation"},
    Block{{203, 0, 113}, 24, "for documentation"},
    Block{{224}, 4, "multicast"},
    Block{{240}, 4, "reserved"},
};

// What lies outside 2000::/3 is not public either; the first rows only say why.
constexpr std::array v6_blocks{
    Block{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 128, "unspecified"},
    Block{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    Block{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "one of IPv4 within IPv6"},
    Block{{0}, 96, "one of IPv4 within IPv6"},
    Block{{0, 0x64, 0xff, 0x9b}, 96, "of NAT64"},
    Block{{0, 0x64, 0xff, 0x9b, 0, 1}, 48, "of NAT64"},
    Block{{1}, 8, "for discarding"},
    Block{{0x20, 0x01}, 23, "of a protocol's own"},
    Block{{0x20, 0x01, 0x0d, 0xb8}, 32, "for documentation"},
    Block{{0x20, 0x02}, 16, "of 6to4"},
    Block{{0x3f, 0xff}, 20, "for documentation"},
    Block{{0xfc}, 7, "private"},
    Block{{0xfe, 0x80}, 10, "link-local"},
    Block{{0xfe, 0xc0}, 10, "site-local"},
    Block{{0xff}, 8, "multicast"},
};

bool lies_in(const Address& address, const Block& block) noexcept {
  for (unsigned bit = 0; bit < block.bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8U);
    if (((address.bytes[bit / 8] ^ block.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

std::string_view what_in(std::span<const Block> blocks, const Address& address) noexcept {
  const auto found = std::find_if(blocks.begin(), blocks.end(),
                                  [&address](const Block& block) { return lies_in(address, block); });
  return found == blocks.end() ? std::string_view() : found->what;
}

bool is_plain_v4(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  Address address;
  const boost::urls::string_view view(text.data(), text.size());
  if (is_plain_v4(text)) {
    const auto parsed = boost::urls::parse_ipv4_address(view);
    if (!parsed) return std::nullopt;
    const auto bytes = parsed->to_bytes();
    std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
    return address;
  }
  const auto parsed = boost::urls::parse_ipv6_address(view);
  if (!parsed) return std::nullopt;
  const auto bytes = parsed->to_bytes();
  std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
  address.is_v6 = true;
  return address;
}

std::string_view why_not_public(const Address& address) noexcept {
  if (!address.is_v6) return what_in(v4_blocks, address);
  const std::string_view what = what_in(v6_blocks, address);
  constexpr unsigned global_unicast = 0x20;
  if (what.empty() && (address.bytes[0] & 0xe0U) != global_unicast) return "reserved";
  return what;
}

}  // namespace nowthen::webhooks
