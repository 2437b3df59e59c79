#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "extract/privacy/privacy_rules.hpp"

namespace nowthen::extract {

/// Puts something else in the place of a value, by a key that is secret.
class ValueChange {
 public:
  /// @param key         secret; equal values have equal hashes under one key alone
  /// @param mask_keeps  so many of a masked text's last characters stay, if it has more than twice as many
  ValueChange(std::string key, std::size_t mask_keeps) : key_(std::move(key)), mask_keeps_(mask_keeps) {}

  /// What stands for `text`: `hmac:` and 32 hexadecimal digits, or `***` and what is kept of its end. An
  /// empty text stays empty. `action` is `hash` or `mask`.
  std::string changed(PrivacyAction action, std::string_view text) const;

 private:
  std::string masked(std::string_view text) const;

  std::string key_;
  std::size_t mask_keeps_;
};

}  // namespace nowthen::extract
