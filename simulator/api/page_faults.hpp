#pragma once
#include <cstdint>

namespace nowthen::sim {

/// What a fault script does to one page of a listing. The default does nothing.
struct PageFaults {
  int shift = 0;  ///< Records by which the page's content is moved: negative repeats, positive skips.
  bool repeat_page = false;    ///< The content of the page before it, once more.
  bool empty = false;          ///< No records, and yet a next page.
  bool repeat_cursor = false;  ///< The next page is this one.
  bool cycle = false;          ///< The next page is the first one.
  bool expired = false;        ///< The cursor or page is refused as expired.
  std::int64_t total_by = 0;   ///< Added to the totals.

  bool operator==(const PageFaults&) const = default;
};

}  // namespace nowthen::sim
