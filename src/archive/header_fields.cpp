#include "archive/header_fields.hpp"

#include "archive/little_endian.hpp"

namespace nowthen::archive {
namespace {

enum class Field : std::uint16_t {
  kind = 1,
  http_status = 2,
  asked_at = 3,
  received_at = 4,
  as_of = 5,
  window = 6,
  request = 7,
  note = 8,
};

constexpr std::size_t lead_bytes = sizeof(std::uint16_t) + sizeof(std::uint32_t);

void put_field(std::string& bytes, Field field, std::string_view value) {
  put(bytes, static_cast<std::uint16_t>(field));
  put(bytes, static_cast<std::uint32_t>(value.size()));
  bytes += value;
}

template <std::integral Integer>
void put_number(std::string& bytes, Field field, Integer number) {
  std::string value;
  put(value, number);
  put_field(bytes, field, value);
}

std::int64_t milliseconds(Instant instant) { return instant.time_since_epoch().count(); }

void put_instant(std::string& bytes, Field field, const std::optional<Instant>& instant) {
  if (instant) put_number(bytes, field, milliseconds(*instant));
}

template <std::integral Integer>
bool read_number(std::string_view value, Integer& number) {
  if (value.size() != sizeof(Integer)) return false;
  number = get<Integer>(value);
  return true;
}

std::optional<Instant> instant_in(std::string_view value, std::size_t offset = 0) {
  if (value.size() < offset + sizeof(std::int64_t)) return std::nullopt;
  return Instant(std::chrono::milliseconds(get<std::int64_t>(value, offset)));
}

bool read_instant(std::string_view value, std::optional<Instant>& instant) {
  if (value.size() != sizeof(std::int64_t)) return false;
  instant = instant_in(value);
  return true;
}

bool read_window(std::string_view value, std::optional<Interval>& window) {
  if (value.size() != 2 * sizeof(std::int64_t)) return false;
  window = Interval{*instant_in(value), *instant_in(value, sizeof(std::int64_t))};
  return true;
}

bool read_kind(std::string_view value, PageKind& kind) {
  std::uint16_t number = 0;
  if (!read_number(value, number)) return false;
  kind = static_cast<PageKind>(number);
  return true;
}

bool read_text(std::string_view value, std::string& text) {
  if (value.size() > max_text_bytes) return false;
  text = value;
  return true;
}

bool read_field(Field field, std::string_view value, PageHeader& header) {
  switch (field) {
    case Field::kind: return read_kind(value, header.kind);
    case Field::http_status: return read_number(value, header.http_status);
    case Field::asked_at: return read_instant(value, header.asked_at);
    case Field::received_at: return read_instant(value, header.received_at);
    case Field::as_of: return read_instant(value, header.as_of);
    case Field::window: return read_window(value, header.window);
    case Field::request: return read_text(value, header.request);
    case Field::note: return read_text(value, header.note);
  }
  return true;  // of a later version
}

}  // namespace

std::string encode_header(const PageHeader& header) {
  std::string bytes;
  put_number(bytes, Field::kind, static_cast<std::uint16_t>(header.kind));
  if (header.http_status != 0)
    put_number(bytes, Field::http_status, static_cast<std::int32_t>(header.http_status));
  put_instant(bytes, Field::asked_at, header.asked_at);
  put_instant(bytes, Field::received_at, header.received_at);
  put_instant(bytes, Field::as_of, header.as_of);
  if (header.window) {
    std::string value;
    put(value, milliseconds(header.window->begin));
    put(value, milliseconds(header.window->end));
    put_field(bytes, Field::window, value);
  }
  if (!header.request.empty()) put_field(bytes, Field::request, header.request);
  if (!header.note.empty()) put_field(bytes, Field::note, header.note);
  return bytes;
}

std::optional<PageHeader> decode_header(std::string_view bytes) {
  PageHeader header;
  int before = 0;
  while (!bytes.empty()) {
    if (bytes.size() < lead_bytes) return std::nullopt;
    const int number = get<std::uint16_t>(bytes);
    const auto size = get<std::uint32_t>(bytes, sizeof(std::uint16_t));
    bytes.remove_prefix(lead_bytes);
    // Each field at most once, and the kind first: there is one way only to write a header.
    if (size > bytes.size() || number <= before || (before == 0 && number != 1)) return std::nullopt;
    if (!read_field(static_cast<Field>(number), bytes.substr(0, size), header)) return std::nullopt;
    bytes.remove_prefix(size);
    before = number;
  }
  if (before == 0) return std::nullopt;
  return header;
}

}  // namespace nowthen::archive
