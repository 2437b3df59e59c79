#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::genesys::reading {

/// A reply taken apart by its brackets alone.
struct SplitReply {
  std::string envelope;                   ///< The reply with no records in its list.
  std::vector<std::string_view> records;  ///< Parts of the reply, which must outlive them.
};

/// Takes apart a reply that no parser would accept as a whole, because a byte of one record is wrong.
///
/// Nothing but strings and brackets is looked at. Fails where these do not fit together, where the list named
/// `list_key` is not there exactly once, or where it has more than `most` elements. Linear in the reply's
/// size.
std::optional<SplitReply> split_records(std::string_view reply, std::string_view list_key, std::size_t most);

}  // namespace nowthen::genesys::reading
