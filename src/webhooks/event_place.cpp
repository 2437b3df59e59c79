#include "webhooks/event_place.hpp"

#include <system_error>

#include "core/digest.hpp"
#include "webhooks/outbox_line.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::string_view begin_of_events = R"({"events":[)";

std::uint32_t check_of(std::string_view text) {
  const Sha256 digest = sha256(text);
  std::uint32_t check = 0;
  for (int i = 0; i < 4; ++i) check = check << 8U | digest.at(static_cast<std::size_t>(i));
  return check;
}

/// The values of an array, `text` being what is behind its bracket. What is in strings is no bracket.
std::vector<std::string_view> values_in(std::string_view text) {
  std::vector<std::string_view> values;
  std::size_t begin = 0;
  int depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_string) {
      if (c == '\\') ++i;
      is_in_string = c != '"';
    } else if (c == '"') {
      is_in_string = true;
    } else if (c == '{' || c == '[') {
      if (depth++ == 0) begin = i;
    } else if (c == '}' || c == ']') {
      if (depth == 0) break;
      if (--depth == 0) values.push_back(text.substr(begin, i + 1 - begin));
    }
  }
  return values;
}

Error unreadable(ErrorKind kind, std::string why) {
  return {.kind = kind,
          .message = "an event cannot be read back from the outbox of webhooks: " + std::move(why)};
}

}  // namespace

std::vector<EventPlace> places_in(std::string_view record, std::uint64_t offset) {
  std::vector<EventPlace> places;
  if (!record.starts_with(begin_of_events)) return places;
  for (const std::string_view each : values_in(record.substr(begin_of_events.size())))
    places.push_back({.offset = offset + static_cast<std::uint64_t>(each.data() - record.data()),
                      .length = static_cast<std::uint32_t>(each.size()),
                      .check = check_of(each)});
  return places;
}

PlacedLine placed_line(const OutboxRecord& record, std::uint64_t offset) {
  const std::string text = record_text(record);
  return {.bytes = outbox_line(text), .events = places_in(text, offset + bytes_before_record)};
}

Result<AcceptedEvent> read_event(const archive::ByteSource& outbox, const EventPlace& place) {
  std::string text(place.length, '\0');
  if (const int code = outbox.read(place.offset, text))
    return unreadable(ErrorKind::local, std::generic_category().message(code));
  auto event = check_of(text) == place.check ? read_accepted_event(text) : std::nullopt;
  if (!event) return unreadable(ErrorKind::not_found, "its bytes are not what they were");
  return *std::move(event);
}

}  // namespace nowthen::webhooks
