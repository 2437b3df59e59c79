#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::extract {

/// Goes through a JSON text value by value and says where each stands, so that a part can be changed and the
/// rest be left as it is. Strict about brackets, commas and colons; what a number or a string may hold is for
/// the decoder. The text must outlive it.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view text) : text_(text) {}

  /// How far it is, in bytes.
  std::size_t at() const noexcept { return at_; }
  std::string_view between(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  void skip_space() noexcept;
  /// The next byte that is no white space; NUL at the end.
  char peek() noexcept;
  /// Passes `sign` and the white space before it, if it comes next.
  bool take(char sign) noexcept;
  /// Whether nothing but white space is left.
  bool at_end() noexcept;

  /// Passes a string and gives it with its quotes; nothing where none comes next or it does not end.
  std::optional<std::string_view> string();
  /// Passes one value whole; false where it is not sound or too deep.
  bool skip_value() { return skip_value(0); }

  /// No value may be within more brackets than this: it is more than any decoder here takes.
  static constexpr int most_nesting = 1'024;

 private:
  bool skip_value(int depth);
  bool skip_list(char end, int depth);
  bool skip_scalar() noexcept;

  std::string_view text_;
  std::size_t at_ = 0;
};

/// What a string of JSON says, its escapes undone; `quoted` is with its quotes. An escape that is none stays
/// as it is.
std::string json_text(std::string_view quoted);

/// `text` as a string of JSON, with quotes.
std::string json_string(std::string_view text);

}  // namespace nowthen::extract
