#include "webhooks/outbox_line.hpp"

#include "core/digest.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::size_t checksum_digits = bytes_before_record - 1;

std::string checksum(std::string_view record) { return to_hex(sha256(record)).substr(0, checksum_digits); }

bool is_sound(std::string_view line) {
  return line.size() > checksum_digits && line[checksum_digits] == ' ' &&
         line.substr(0, checksum_digits) == checksum(line.substr(bytes_before_record));
}

}  // namespace

std::string outbox_line(std::string_view record) {
  return checksum(record).append(" ").append(record).append("\n");
}

void OutboxLineScan::take(std::string_view bytes) {
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = bytes.find('\n', begin);
    if (end == std::string_view::npos) break;
    const std::string_view rest = bytes.substr(begin, end - begin);
    if (begun_.empty()) {
      take_line(rest);
    } else {
      take_line(begun_.append(rest));
      begun_.clear();
    }
    begin = end + 1;
  }
  begun_.append(bytes.substr(begin));
}

void OutboxLineScan::take_line(std::string_view line) {
  const std::uint64_t record_at = offset_ + bytes_before_record;
  offset_ += line.size() + 1;
  if (!is_sound(line)) {
    ++unsound_;
    return;
  }
  sound_bytes_ = offset_;
  damaged_ += unsound_;
  unsound_ = 0;
  each_(line.substr(bytes_before_record), record_at);
}

OutboxLines read_outbox_lines(std::string_view bytes) {
  OutboxLines read;
  OutboxLineScan scan([&read](std::string_view record, std::uint64_t) { read.records.push_back(record); });
  scan.take(bytes);
  read.sound_bytes = scan.sound_bytes();
  read.damaged = scan.damaged();
  return read;
}

}  // namespace nowthen::webhooks
