#include "extract/privacy/value_change.hpp"

#include <algorithm>

#include "core/digest.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t shown_digits = 32;  // half of a SHA-256: two values agree by chance once in 10^19

bool begins_character(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

std::string ValueChange::changed(PrivacyAction action, std::string_view text) const {
  if (text.empty()) return {};
  if (action == PrivacyAction::mask) return masked(text);
  return "hmac:" + to_hex(hmac_sha256(key_, "value\n" + std::string(text))).substr(0, shown_digits);
}

std::string ValueChange::masked(std::string_view text) const {
  const auto characters = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
  if (mask_keeps_ == 0 || characters <= 2 * mask_keeps_) return "***";
  std::size_t at = text.size();
  for (std::size_t kept = 0; kept < mask_keeps_; kept += begins_character(text[at]) ? 1 : 0) --at;
  return "***" + std::string(text.substr(at));
}

}  // namespace nowthen::extract
