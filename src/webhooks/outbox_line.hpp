#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::webhooks {

/// A record as a line of the outbox: 16 hexadecimal digits of its SHA-256, a space, the record, a line feed.
/// `record` must not hold a line feed; JSON as we write it does not.
std::string outbox_line(std::string_view record);

/// What lines of an outbox turned out to be. The texts are views into the bytes.
struct OutboxLines {
  std::vector<std::string_view> records;  ///< Of the sound lines, in order.
  std::size_t sound_bytes = 0;            ///< Up to the end of the last sound line: what is behind was torn.
  std::size_t damaged = 0;                ///< Lines before it that are not what they were.
};

/// Pure.
OutboxLines read_outbox_lines(std::string_view bytes);

}  // namespace nowthen::webhooks
