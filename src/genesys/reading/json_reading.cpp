#include "genesys/reading/json_reading.hpp"

#include <cstring>

namespace nowthen::genesys::reading {
namespace {

bool is_digit(char letter) noexcept { return letter >= '0' && letter <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

/// RFC 8259, section 6. Any magnitude: a number nobody reads need not fit a double.
bool is_number(std::string_view text) noexcept {
  std::size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
  const std::size_t whole = digits_at(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return false;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_at(text, ++at);
    if (fraction == 0) return false;
    at += fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = digits_at(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

bool is_hex_digit(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// A string token with escapes as RFC 8259, section 7, has them. Half of a surrogate pair is none of its
/// business: it has no meaning, but a string nobody reads need not have one.
bool is_string(std::string_view token) noexcept {
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return false;
  const std::string_view inside = token.substr(1, token.size() - 2);
  for (auto at = inside.find('\\'); at != std::string_view::npos; at = inside.find('\\', at + 2)) {
    if (at + 1 >= inside.size()) return false;
    const char escaped = inside[at + 1];
    if (escaped != 'u') {
      if (std::string_view(R"("\/bfnrt)").find(escaped) == std::string_view::npos) return false;
      continue;
    }
    for (std::size_t digit = 2; digit < 6; ++digit)
      if (at + digit >= inside.size() || !is_hex_digit(inside[at + digit])) return false;
  }
  return true;
}

}  // namespace

void JsonReading::text(ondemand::value value, std::string_view name, std::string& text) {
  const std::string_view raw = token(value);
  if (is_plain_string(raw)) {
    text = std::string(raw.substr(1, raw.size() - 2));  // quicker than assign, which looks for room first
    return;
  }
  text.clear();
  if (raw == "null") return;
  std::string_view unescaped;
  const auto error = value.get_string().get(unescaped);
  if (error == simdjson::SUCCESS) {
    text.assign(unescaped);
  } else {
    wrong(name, error == simdjson::INCORRECT_TYPE ? "not a string" : "not valid text");
  }
}

bool JsonReading::number(ondemand::value value, std::string_view name, double& number) {
  if (value.get_double().get(number) == simdjson::SUCCESS) return true;
  wrong(name, "not a number that can be kept");
  return false;
}

void JsonReading::check(ondemand::value value, std::string_view name, int depth) {
  const std::string_view raw = token(value);
  const char first = raw.empty() ? '\0' : raw.front();
  if (first != '{' && first != '[') return check_scalar(value, name);
  if (depth >= max_depth) return wrong(name, "nested too deep");
  if (first == '[')
    return elements(value, name, [&](ondemand::value element) { check(element, name, depth + 1); });
  fields(value, name, [&](std::string_view, ondemand::value inner) { check(inner, name, depth + 1); });
}

bool JsonReading::unescaped_key(ondemand::field& field, std::string_view& key) {
  if (field.unescaped_key().get(key) == simdjson::SUCCESS) return true;
  wrong("a field's name", "not valid text");
  return false;
}

void JsonReading::check_scalar(ondemand::value value, std::string_view name) {
  const std::string_view raw = token(value);
  if (is_plain_string(raw) || raw == "true" || raw == "false" || raw == "null" || is_number(raw)) return;
  if (!is_string(raw)) wrong(name, "not a JSON value");
}

}  // namespace nowthen::genesys::reading
