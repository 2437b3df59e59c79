#pragma once
#include <cstdint>
#include <nowthen/genesys/listing.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen::genesys {

/// What any page of records holds, decoded.
struct PageRecords {
  std::vector<Conversation> conversations;
  std::vector<SetAside> set_aside;
  std::optional<std::int64_t> total;  ///< What the server says the whole listing holds; never negative.

  bool damaged = false;  ///< Some of `set_aside` is no sound JSON: asked for again it may come whole.

  bool empty() const noexcept { return conversations.empty() && set_aside.empty(); }
};

/// A page of the live listing, decoded.
struct LivePage : PageRecords {
  std::optional<std::string> next_cursor;  ///< Opaque. Empty: this was the last page.
};

/// A page of the history listing, decoded.
struct HistoryPage : PageRecords {
  std::optional<std::int64_t>
      next_page;  ///< As the server said it, unchecked. Empty: this was the last page.
};

}  // namespace nowthen::genesys
