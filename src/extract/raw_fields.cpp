#include "extract/raw_fields.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

namespace nowthen::extract {
namespace {

/// Takes values off the front of a text that is known to be sound.
class Front {
 public:
  explicit Front(std::string_view text) : rest_(text) {}

  bool at_end() const noexcept { return rest_.empty(); }
  bool take(char sign) noexcept {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view value() noexcept {
    const std::size_t end = value_end();
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return value;
  }

 private:
  std::size_t string_end(std::size_t at) const noexcept {
    for (++at; at < rest_.size() && rest_[at] != '"'; ++at)
      if (rest_[at] == '\\') ++at;
    return std::min(at + 1, rest_.size());
  }

  std::size_t value_end() const noexcept {
    std::size_t depth = 0;
    std::size_t at = 0;
    while (at < rest_.size()) {
      const char c = rest_[at];
      if (depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']')) return at;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      at = c == '"' ? string_end(at) : at + 1;
    }
    return at;
  }

  std::string_view rest_;
};

}  // namespace

std::vector<RawField> raw_fields(std::string_view object) {
  std::vector<RawField> fields;
  std::unordered_map<std::string_view, std::size_t> places;
  Front front(object);
  if (!front.take('{')) return fields;
  do {
    const std::string_view quoted = front.value();
    if (quoted.size() < 2 || !front.take(':')) break;
    const RawField field{.key = quoted.substr(1, quoted.size() - 2), .value = front.value()};
    const auto [place, is_new] = places.emplace(field.key, fields.size());
    if (is_new) {
      fields.push_back(field);
    } else {
      fields[place->second] = field;
    }
  } while (front.take(','));
  return fields;
}

std::vector<std::string_view> raw_elements(std::string_view list) {
  std::vector<std::string_view> elements;
  Front front(list);
  if (!front.take('[') || front.take(']')) return elements;
  do {
    elements.push_back(front.value());
  } while (front.take(','));
  return elements;
}

}  // namespace nowthen::extract
