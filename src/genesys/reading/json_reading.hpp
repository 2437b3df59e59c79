#pragma once
#include <simdjson.h>

#include <string>
#include <string_view>

namespace nowthen::genesys::reading {

namespace ondemand = simdjson::ondemand;

/// What JSON calls white space; other control characters are not.
constexpr bool is_blank(char letter) noexcept {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

/// Reads values of one record without giving up at the first wrong one: what is wrong is noted, iteration
/// goes on.
///
/// Two kinds of trouble are told apart. `reason()`: a value is not what it should be, so the record is set
/// aside. `broken()`: the document's structure does not hold, so nothing after this point can be trusted.
class JsonReading {
 public:
  /// Whether the document has a backslash. Where it has none, no name and no text is searched for one.
  enum class Escapes { none, possible };

  static constexpr int max_depth = 64;

  explicit JsonReading(Escapes escapes = Escapes::possible) : escapes_(escapes) {}

  simdjson::error_code broken() const noexcept { return broken_; }
  const std::string& reason() const noexcept { return reason_; }

  void wrong(std::string_view field, std::string_view what) {
    if (reason_.empty()) reason_.append(field.substr(0, 64)).append(": ").append(what);
  }
  void breaks(simdjson::error_code error) noexcept { broken_ = error; }

  /// The field's name, unescaped. @return false, with the reason noted, when it is not valid text.
  /// @param token  where the field's value begins
  bool key(ondemand::field& field, std::string_view token, std::string_view& key) {
    key = raw_key(field, token);
    return (key.data() != nullptr && is_plain(key)) || unescaped_key(field, key);
  }

  /// Calls `on_field(key, value)` for each field of an object; null counts as an object without fields.
  template <class OnField>
  void fields(ondemand::value value, std::string_view name, OnField on_field);

  /// Calls `on_element(value)` for each element of an array; null counts as an empty one.
  template <class OnElement>
  void elements(ondemand::value value, std::string_view name, OnElement on_element);

  /// Replaces `text`; null leaves it empty.
  void text(ondemand::value value, std::string_view name, std::string& text);

  /// @return false, with the reason noted, when it is not a finite number. Null is for the caller to look at
  /// first.
  bool number(ondemand::value value, std::string_view name, double& number);

  /// Walks through a value nobody reads, so that what is kept of the record is known to be sound JSON.
  void check(ondemand::value value, std::string_view name, int depth = 1);

  /// The value's own bytes if it is a scalar, its first byte otherwise. Nothing is consumed.
  static std::string_view token(ondemand::value& value) noexcept {
    std::string_view token = value.raw_json_token();
    while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
    return token;
  }

  /// Whether a value begins here and, if it is a scalar, whether a comma or a closing bracket follows. The
  /// parser itself does not look at what it skips, and takes `"a": "b": {}` for a key with a key behind it.
  /// @param raw  the value's `raw_json_token()`
  static bool well_placed(std::string_view raw) noexcept;
  static bool well_placed(ondemand::value& value) noexcept { return well_placed(value.raw_json_token()); }

  /// The field's name as it stands between its quotes, where its value begins at `token`; without data where
  /// there is no quote before the colon.
  static std::string_view raw_key(ondemand::field& field, std::string_view token) noexcept {
    const char* const begin = field.key().raw();
    const char* end = token.data();
    while (end > begin && (is_blank(end[-1]) || end[-1] == ':')) --end;  // back over the colon
    if (end == begin || end[-1] != '"') return {};
    return {begin, static_cast<std::size_t>(end - begin) - 1};
  }

  static bool is_null(ondemand::value& value) noexcept { return token(value) == "null"; }

 private:
  void check_scalar(ondemand::value value, std::string_view name);
  bool unescaped_key(ondemand::field& field, std::string_view& key);

  bool is_plain(std::string_view text) const noexcept {
    return escapes_ == Escapes::none || text.find('\\') == std::string_view::npos;
  }

  /// A string token without escapes: the bytes inside are the text, no copy needed.
  bool is_plain_string(std::string_view token) const noexcept {
    return token.size() >= 2 && token.front() == '"' && token.back() == '"' && is_plain(token);
  }

  Escapes escapes_;
  simdjson::error_code broken_ = simdjson::SUCCESS;
  std::string reason_;
};

inline bool JsonReading::well_placed(std::string_view raw) noexcept {
  const char first = raw.front();
  if (first == '{' || first == '[') return true;
  const char next = raw.data()[raw.size()];  // the next structural character, or the padding
  if (next != ',' && next != '}' && next != ']') return false;
  return first == '"' || (first != ',' && first != ':' && first != '}' && first != ']');
}

template <class OnField>
void JsonReading::fields(ondemand::value value, std::string_view name, OnField on_field) {
  ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    if (!is_null(value)) wrong(name, "not an object");
    return;
  }
  for (auto entry : object) {
    ondemand::field field;
    if (const auto error = std::move(entry).get(field); error != simdjson::SUCCESS) return breaks(error);
    const std::string_view raw = field.value().raw_json_token();
    if (!well_placed(raw)) return breaks(simdjson::TAPE_ERROR);
    std::string_view field_key;
    if (key(field, raw, field_key)) on_field(field_key, field.value());
    if (broken_ != simdjson::SUCCESS) return;
  }
}

template <class OnElement>
void JsonReading::elements(ondemand::value value, std::string_view name, OnElement on_element) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) {
    if (!is_null(value)) wrong(name, "not an array");
    return;
  }
  for (auto entry : array) {
    ondemand::value element;
    if (const auto error = std::move(entry).get(element); error != simdjson::SUCCESS) return breaks(error);
    if (!well_placed(element)) return breaks(simdjson::TAPE_ERROR);
    on_element(element);
    if (broken_ != simdjson::SUCCESS) return;
  }
}

}  // namespace nowthen::genesys::reading
