#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// `text` as valid UTF-8 that cannot move a terminal: line breaks and tabs become spaces; other control
/// characters, direction overrides and bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

/// Terminal cells that `text` takes: 0 for combining marks, 2 for East Asian wide characters and emoji, 1
/// otherwise. `text` is valid UTF-8 without control characters, as `printable` gives it.
std::size_t display_width(std::string_view text);

/// The longest beginning of `text` that fits `width` cells, ending in an ellipsis where something was cut
/// off. Never cuts a character in two. `width` 0 gives nothing.
std::string truncate(std::string_view text, std::size_t width);

/// As `truncate`, for a `line` with the styles that `Palette` puts around text: they take no cells and end
/// where the line is cut.
std::string truncate_painted(std::string_view line, std::size_t width);

/// Code points of `text` up to `limit`, made `printable`, with an ellipsis where more was there: for
/// messages.
std::string excerpt(std::string_view text, std::size_t limit);

}  // namespace nowthen::cli
