#include "webhooks/outbox_line.hpp"

#include "core/digest.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::size_t checksum_digits = 16;

std::string checksum(std::string_view record) { return to_hex(sha256(record)).substr(0, checksum_digits); }

bool is_sound(std::string_view line) {
  return line.size() > checksum_digits && line[checksum_digits] == ' ' &&
         line.substr(0, checksum_digits) == checksum(line.substr(checksum_digits + 1));
}

}  // namespace

std::string outbox_line(std::string_view record) {
  return checksum(record).append(" ").append(record).append("\n");
}

OutboxLines read_outbox_lines(std::string_view bytes) {
  OutboxLines read;
  std::size_t unsound = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = bytes.find('\n', begin);
    if (end == std::string_view::npos) break;
    const std::string_view line = bytes.substr(begin, end - begin);
    begin = end + 1;
    if (!is_sound(line)) {
      ++unsound;
      continue;
    }
    read.records.push_back(line.substr(checksum_digits + 1));
    read.sound_bytes = begin;
    read.damaged += unsound;
    unsound = 0;
  }
  return read;
}

}  // namespace nowthen::webhooks
