#pragma once
#include <cstddef>
#include <string_view>

namespace nowthen {

/// Reads the fields of a date from the front of a text; the first misfit makes it fail for good.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  /// `width` decimal digits; at most nine.
  int number(std::size_t width) {
    int value = 0;
    if (rest_.size() < width) return fail();
    for (const char digit : rest_.substr(0, width)) {
      if (digit < '0' || digit > '9') return fail();
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  /// Takes `expected` if it comes next. No misfit if it does not.
  bool accept(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  void literal(std::string_view expected) {
    if (!accept(expected)) fail();
  }

  /// Makes the reading fail. @return 0
  int fail() {
    ok_ = false;
    return 0;
  }

  /// What has not been read yet.
  std::string_view rest() const { return rest_; }

  /// Whether everything was read and fitted.
  bool finished() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace nowthen
