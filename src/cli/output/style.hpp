#pragma once
#include <string>
#include <string_view>

namespace nowthen::cli {

/// How a piece of text stands out on a terminal.
enum class Style { plain, bold, dim, red, green, yellow, blue, magenta, cyan };

/// Puts styles around text, or leaves it as it is where colour is not wanted.
class Palette {
 public:
  Palette() = default;
  explicit Palette(bool colour) : colour_(colour) {}

  bool colour() const noexcept { return colour_; }

  /// `text`, which must be `printable` already, in `style`.
  std::string paint(Style style, std::string_view text) const;

 private:
  bool colour_ = false;
};

/// The style in which a conversation's state is shown, so that a waiting caller catches the eye.
Style style_of_state(std::string_view state);

}  // namespace nowthen::cli
