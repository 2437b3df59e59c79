#include "extract/archive_end.hpp"

#include <charconv>

#include "core/digest.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* fact = "archive_end";  // NUMBER:HASH, the hash in hexadecimal

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool read_hash(std::string_view text, Sha256& hash) {
  if (text.size() != hash.size() * 2) return false;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const int high = hex_digit(text[2 * i]);
    const int low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    hash[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

}  // namespace

Result<archive::Head> parsed_archive_end(std::string_view text) {
  archive::Head head;
  const auto [rest, code] = std::from_chars(text.data(), text.data() + text.size(), head.sequence);
  const auto colon = static_cast<std::size_t>(rest - text.data());
  if (code == std::errc{} && colon < text.size() && text[colon] == ':' &&
      read_hash(text.substr(colon + 1), head.hash))
    return head;
  return Error{.kind = ErrorKind::local,
               .message = "the warehouse does not say how far it has read the archive",
               .hint = "the next nowthen import makes the tables anew from the archive"};
}

warehouse::Outcome<archive::Head> archive_end(warehouse::Warehouse& warehouse) {
  const auto text = warehouse.fact(fact);
  if (!text) return text.error();
  if (!*text) return archive::Head{};
  const auto head = parsed_archive_end(**text);
  if (head) return *head;
  return warehouse::Failure{
      .kind = warehouse::FailureKind::corrupt, .message = head.error().message, .hint = head.error().hint};
}

warehouse::Outcome<void> put_archive_end(warehouse::Connection& connection, const archive::Head& head) {
  return warehouse::put_fact(connection, fact, std::to_string(head.sequence) + ":" + to_hex(head.hash));
}

}  // namespace nowthen::extract
