#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nowthen::extract {

/// Follows one JSON value byte by byte, by its strings and brackets alone, and remembers what its first level
/// says. What stands between them is not checked: that is for the decoder of the record.
class ValueTrace {
 public:
  enum class Step : std::uint8_t {
    inside,    ///< The value goes on.
    listed,    ///< A list has begun that is a field of the value itself: `first_level_key()` is its name.
    closed,    ///< This byte was the last.
    mismatch,  ///< A bracket that closes what was not opened.
    too_deep,  ///< More brackets within brackets than any record has.
  };

  /// Which fields were seen on the first level.
  struct Seen {
    bool any = false;
    bool conversation_id = false;
    bool id = false;
    bool conversation_start = false;
    bool start_time = false;
    bool envelope = false;  ///< One that stands around records, not in them: a total, a cursor.
  };

  /// @param first  a bracket that opens, or a quote
  explicit ValueTrace(char first) { take(first); }

  Step take(char c);

  /// Takes bytes off the front of `text` as long as nothing can happen: no bracket, no quote, no line end.
  /// @return how many
  std::size_t take_run(std::string_view text);

  /// Whether a value may stand here: behind a colon, or as the next element of a list.
  bool allows_value() const noexcept;

  /// The last key of the first level, as it stands in the text; empty where it is a long one.
  std::string_view first_level_key() const noexcept { return key_; }
  const Seen& seen() const noexcept { return seen_; }
  /// The text of `dataAvailabilityDate`, where the first level has one; the last, where it has several.
  const std::string& availability() const noexcept { return availability_; }

 private:
  Step in_string(char c);
  Step open(char bracket);
  Step close(char bracket);
  Step end_string();
  void note_key();
  bool on_first_level() const noexcept { return closing_.size() == 1 && closing_.front() == '}'; }

  std::string closing_;  ///< The brackets that are still to come, outermost first.
  char last_ = '\0';     ///< The last byte that is neither white space nor in a string; `"` for a string.
  bool in_string_ = false;
  bool escaped_ = false;
  bool is_key_ = false;  ///< The string that goes on, or went on last, names a field.
  std::string text_;     ///< Of a string of the first level.
  std::string key_;
  std::string availability_;
  Seen seen_;
};

}  // namespace nowthen::extract
