#include "genesys/platform/typed_reading.hpp"

#include <cmath>
#include <cstring>

#include "core/shown_text.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr double max_exact = 9'007'199'254'740'992.0;  // 2^53
constexpr std::size_t shown_key_bytes = 64;

bool is_quoted(std::string_view raw) noexcept {
  return raw.size() >= 2 && raw.front() == '"' && raw.back() == '"';
}

bool is_fractional(std::string_view raw) noexcept {
  return raw.find_first_of(".eE") != std::string_view::npos;
}

}  // namespace

std::string TypedReading::reason() const {
  const std::string what = what_ == nullptr ? "" : what_;
  return path_.empty() ? what : path_ + ": " + what;
}

bool TypedReading::inside(std::string_view key) {
  const bool joined = path_.empty() || path_.front() == '[';
  path_.insert(0, shown(key, shown_key_bytes) + (joined ? "" : "."));
  return false;
}

bool TypedReading::inside(std::size_t index) {
  const bool joined = path_.empty() || path_.front() == '[';
  path_.insert(0, "[" + std::to_string(index) + "]" + (joined ? "" : "."));
  return false;
}

bool TypedReading::spend(std::size_t bytes) {
  if (bytes > budget_bytes_) return fail("more parts than a record of this size may have");
  budget_bytes_ -= bytes;
  return true;
}

bool TypedReading::key_of(ondemand::field& field, std::string_view token, Key& key) {
  key.raw = JsonReading::raw_key(field, token);
  if (key.raw.data() == nullptr) return fail("not sound JSON");
  key.text = key.raw;
  if (std::memchr(key.raw.data(), '\\', key.raw.size()) == nullptr) return true;
  if (field.unescaped_key().get(key.text) == simdjson::SUCCESS) return true;
  return fail("a field's name is not valid text");
}

bool TypedReading::keep(const Key& key, ondemand::value& value, std::string& extra) {
  const std::string_view token = JsonReading::token(value);
  JsonReading checks;
  checks.check(value, key.text);
  if (checks.broken() != simdjson::SUCCESS) return fail("not sound JSON");
  if (!checks.reason().empty()) return fail("not a JSON value that can be kept");
  if (token.front() != '{' && token.front() != '[') {
    keep_text(key, token, extra);
    return true;
  }
  const char* end = nullptr;
  if (document_->current_location().get(end) != simdjson::SUCCESS) return fail("not sound JSON");
  while (end > token.data() && end[-1] != '}' && end[-1] != ']') --end;  // back over blanks
  const auto length = static_cast<std::size_t>(end - token.data());
  std::string compact(length + simdjson::SIMDJSON_PADDING * 4, '\0');  // minifying writes whole blocks
  std::size_t written = 0;
  if (simdjson::minify(token.data(), length, compact.data(), written) != simdjson::SUCCESS)
    return fail("not sound JSON");
  keep_text(key, std::string_view(compact.data(), written), extra);
  return true;
}

void TypedReading::keep_text(const Key& key, std::string_view json, std::string& extra) {
  if (extra.empty()) {
    extra = "{";
  } else {
    extra.back() = ',';
  }
  extra.append("\"").append(key.raw).append("\":").append(json).append("}");
}

bool TypedReading::read(ondemand::value& value, std::string& text) {
  text.clear();
  return !JsonReading::is_null(value) && element(value, text) && !text.empty();
}

bool TypedReading::read(ondemand::value& value, std::optional<std::string>& text) {
  text.reset();
  return !JsonReading::is_null(value) && element(value, text.emplace());
}

bool TypedReading::read(ondemand::value& value, std::optional<bool>& flag) {
  flag.reset();
  const std::string_view raw = JsonReading::token(value);
  if (raw == "true" || raw == "false") {
    flag = raw.front() == 't';
    return true;
  }
  return raw == "null" ? false : fail("neither true nor false");
}

bool TypedReading::read(ondemand::value& value, std::optional<std::int64_t>& number) {
  number.reset();
  return !JsonReading::is_null(value) && element(value, number.emplace());
}

bool TypedReading::read(ondemand::value& value, std::optional<double>& number) {
  number.reset();
  if (JsonReading::is_null(value)) return false;
  if (value.get_double().get(number.emplace()) == simdjson::SUCCESS) return true;
  return fail("not a number that can be kept");
}

bool TypedReading::read(ondemand::value& value, std::optional<Number>& number) {
  number.reset();
  const std::string_view raw = JsonReading::token(value);
  if (raw == "null") return false;
  if (is_fractional(raw)) {
    double fraction = 0;
    if (value.get_double().get(fraction) != simdjson::SUCCESS) return fail("not a number that can be kept");
    number = fraction;
    return true;
  }
  std::int64_t whole = 0;
  if (!element(value, whole)) return false;
  number = whole;
  return true;
}

bool TypedReading::read(ondemand::value& value, std::optional<Instant>& instant) {
  instant.reset();
  const std::string_view raw = JsonReading::token(value);
  if (raw == "null") return false;
  const auto parsed = parse_instant(is_quoted(raw) ? raw.substr(1, raw.size() - 2) : std::string_view{});
  if (!parsed) return fail("not an instant");
  instant = *parsed;
  return true;
}

bool TypedReading::read(ondemand::value& value, std::vector<NamedText>& texts) {
  texts.clear();
  if (JsonReading::is_null(value)) return false;
  const bool sound = members(value, [&](const Key& key, ondemand::value& inner) {
    if (!spend(sizeof(NamedText))) return false;
    texts.push_back({.name = std::string(key.text), .value = {}});
    return element(inner, texts.back().value);
  });
  return sound && !texts.empty();
}

bool TypedReading::read(ondemand::value& value, std::vector<NamedTexts>& texts) {
  texts.clear();
  if (JsonReading::is_null(value)) return false;
  const bool sound = members(value, [&](const Key& key, ondemand::value& inner) {
    if (!spend(sizeof(NamedTexts))) return false;
    texts.push_back({.name = std::string(key.text), .values = {}});
    return elements(inner, [&](ondemand::value& json) {
      return spend(sizeof(std::string)) && element(json, texts.back().values.emplace_back());
    });
  });
  return sound && !texts.empty();
}

bool TypedReading::element(ondemand::value& value, std::string& text) {
  const std::string_view raw = JsonReading::token(value);
  if (is_quoted(raw) && std::memchr(raw.data(), '\\', raw.size()) == nullptr) {
    text = std::string(raw.substr(1, raw.size() - 2));  // quicker than assign, which looks for room first
    return true;
  }
  std::string_view unescaped;
  const auto error = value.get_string().get(unescaped);
  if (error != simdjson::SUCCESS)
    return fail(error == simdjson::INCORRECT_TYPE ? "not a string" : "not valid text");
  text.assign(unescaped);
  return true;
}

bool TypedReading::element(ondemand::value& value, std::int64_t& number) {
  if (value.get_int64().get(number) == simdjson::SUCCESS) return true;
  double real = 0;
  if (!is_fractional(JsonReading::token(value)) || value.get_double().get(real) != simdjson::SUCCESS)
    return fail("not a whole number of 64 bits");
  if (std::trunc(real) != real || std::abs(real) > max_exact) return fail("not a whole number of 64 bits");
  number = static_cast<std::int64_t>(real);
  return true;
}

}  // namespace nowthen::genesys::platform
