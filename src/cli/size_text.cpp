#include "cli/size_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>

namespace nowthen::cli {
namespace {

struct Unit {
  std::string_view name;
  double bytes = 1;
};

constexpr double step = 1'000;
constexpr double binary_step = 1'024;

constexpr std::array units{
    Unit{"", 1},
    Unit{"b", 1},
    Unit{"kb", step},
    Unit{"mb", step* step},
    Unit{"gb", step* step* step},
    Unit{"tb", step* step* step* step},
    Unit{"kib", binary_step},
    Unit{"mib", binary_step* binary_step},
    Unit{"gib", binary_step* binary_step* binary_step},
    Unit{"tib", binary_step* binary_step* binary_step* binary_step},
};

constexpr double most = 1e18;

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  double number = 0;
  const auto [rest, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || !(number >= 0)) return std::nullopt;
  std::string name;
  for (const char letter : text.substr(static_cast<std::size_t>(rest - text.data())))
    if (letter != ' ') name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  const auto unit =
      std::find_if(units.begin(), units.end(), [&name](const Unit& each) { return each.name == name; });
  if (unit == units.end() || number * unit->bytes > most) return std::nullopt;
  if (unit->name.empty() && number != 0) return std::nullopt;  // of what?
  return static_cast<std::uint64_t>(number * unit->bytes);
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1'000'000);
}

}  // namespace nowthen::cli
