#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::webhooks {

/// A record as a line of the outbox: 16 hexadecimal digits of its SHA-256, a space, the record, a line feed.
/// `record` must not hold a line feed; JSON as we write it does not.
std::string outbox_line(std::string_view record);

/// So many bytes of a line come before its record.
inline constexpr std::size_t bytes_before_record = 17;

/// Finds the lines of an outbox in its bytes, which come piece by piece. Not thread-safe.
class OutboxLineScan {
 public:
  /// Told of each sound line, in order: its record, which lives during the call, or as long as the bytes
  /// where the whole line came in one piece, and where that record begins.
  using Each = std::function<void(std::string_view record, std::uint64_t offset)>;

  explicit OutboxLineScan(Each each) : each_(std::move(each)) {}

  void take(std::string_view bytes);

  /// Up to the end of the last sound line: what is behind was torn.
  std::uint64_t sound_bytes() const noexcept { return sound_bytes_; }
  /// Lines before it that are not what they were.
  std::size_t damaged() const noexcept { return damaged_; }

 private:
  void take_line(std::string_view line);

  Each each_;
  std::string begun_;  ///< A line of which the end has not come yet.
  std::uint64_t offset_ = 0;
  std::uint64_t sound_bytes_ = 0;
  std::size_t damaged_ = 0;
  std::size_t unsound_ = 0;  ///< Lines since the last sound one.
};

/// What lines of an outbox turned out to be. The texts are views into the bytes.
struct OutboxLines {
  std::vector<std::string_view> records;  ///< Of the sound lines, in order.
  std::size_t sound_bytes = 0;            ///< Up to the end of the last sound line: what is behind was torn.
  std::size_t damaged = 0;                ///< Lines before it that are not what they were.
};

/// Pure.
OutboxLines read_outbox_lines(std::string_view bytes);

}  // namespace nowthen::webhooks
