#include "cli/output/style.hpp"

namespace nowthen::cli {
namespace {

/// Select Graphic Rendition parameters (ECMA-48, 8.3.117).
std::string_view parameters_of(Style style) {
  switch (style) {
    case Style::plain: return "";
    case Style::bold: return "1";
    case Style::dim: return "2";
    case Style::red: return "31";
    case Style::green: return "32";
    case Style::yellow: return "33";
    case Style::blue: return "34";
    case Style::magenta: return "35";
    case Style::cyan: return "36";
  }
  return "";
}

}  // namespace

std::string Palette::paint(Style style, std::string_view text) const {
  const std::string_view parameters = parameters_of(style);
  if (!colour_ || parameters.empty()) return std::string(text);
  std::string painted("\x1b[");
  painted.append(parameters).append("m").append(text).append("\x1b[0m");
  return painted;
}

Style style_of_state(std::string_view state) {
  if (state == "queued") return Style::magenta;
  if (state == "ringing" || state == "dialing") return Style::cyan;
  if (state == "connected") return Style::green;
  if (state == "held") return Style::yellow;
  return state == "closed" ? Style::dim : Style::plain;
}

}  // namespace nowthen::cli
