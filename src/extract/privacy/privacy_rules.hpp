#pragma once
#include <cstddef>
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/schema/table.hpp"

namespace nowthen::extract {

/// What becomes of a value, from the mildest to the strictest: of several that name the same the strictest
/// holds.
enum class PrivacyAction : std::uint8_t {
  none,
  hash,  ///< A keyed hash in its place: equal values stay equal.
  mask,  ///< Stars in its place, and perhaps its last characters.
  drop,  ///< The field is gone.
};

/// A field of a record's JSON.
struct ColumnRule {
  PrivacyAction action{};
  warehouse::TableId table{};
  std::string_view
      key;  ///< Its name in JSON; empty: every field that the table has no column for. Lives for ever.
};

/// Attributes of participants.
struct AttributeRule {
  PrivacyAction action{};
  std::string pattern;  ///< A name in lower case; `*` stands for any characters, none included.
};

/// What is to become of which values.
struct PrivacyRules {
  std::vector<ColumnRule> columns;
  std::vector<AttributeRule> attributes;
  std::size_t mask_keeps = 0;  ///< So many of a masked text's last characters stay.

  bool empty() const noexcept { return columns.empty() && attributes.empty(); }
};

/// Adds a rule by its name: `TABLE.COLUMN`, or `attribute.PATTERN`. Fails with `invalid_request`, naming the
/// nearest, where there is no such column, or where `action` cannot be done to it.
Result<void> add_rule(PrivacyRules& rules, PrivacyAction action, std::string_view name);

/// Whether `pattern` (in lower case) is of `name`, letters of either case being the same.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace nowthen::extract
