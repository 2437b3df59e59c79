#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/page.hpp"

namespace nowthen::archive {

/// What the record of a `pruned` page says: everything that was ever dropped, so that the last such page is
/// enough.
struct PruneTrace {
  std::uint32_t segment = 0;  ///< The last segment that was dropped.
  Head last;                  ///< Its last page.

  bool operator==(const PruneTrace&) const = default;
};

/// Three lines: `segment 3`, `page 57`, `hash` and 64 hexadecimal digits.
std::string encode_trace(const PruneTrace& trace);

/// Undoes `encode_trace`; nothing for any other text.
std::optional<PruneTrace> decode_trace(std::string_view text);

}  // namespace nowthen::archive
