#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "archive/page.hpp"

namespace nowthen::archive {

/// The fields of a page's header as the layout has them: number, size, value; what is not set is left out.
std::string encode_header(const PageHeader& header);

/// Undoes `encode_header`. Skips fields of later versions. Nothing where the bytes are no such fields.
std::optional<PageHeader> decode_header(std::string_view bytes);

}  // namespace nowthen::archive
