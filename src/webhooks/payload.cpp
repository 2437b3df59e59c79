#include "webhooks/payload.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "core/digest.hpp"
#include "core/shown_text.hpp"

namespace nowthen::webhooks {
namespace {

namespace json = boost::json;

constexpr std::size_t id_digits = 32;

std::string id_of(const EventIdentity& identity) {
  // Each part behind its length: no two identities make one text.
  std::string text;
  for (const std::string_view part : {identity.type, identity.subject, identity.which})
    text.append(std::to_string(part.size())).append(":").append(part);
  return "evt_" + to_hex(sha256(text)).substr(0, id_digits);
}

unsigned octet(char c) { return static_cast<unsigned char>(c); }

/// Bytes of the character of UTF-8 that `text` begins with; 0 where it begins with none.
std::size_t character_size(std::string_view text) {
  struct Form {
    unsigned mask, lead;
    std::size_t size;
    unsigned long first;
  };
  constexpr std::array<Form, 4> forms{
      {{0x80, 0x00, 1, 0}, {0xe0, 0xc0, 2, 0x80}, {0xf0, 0xe0, 3, 0x800}, {0xf8, 0xf0, 4, 0x10000}}};
  const auto* const form = std::find_if(forms.begin(), forms.end(), [&text](const Form& each) {
    return (octet(text.front()) & each.mask) == each.lead;
  });
  if (form == forms.end() || text.size() < form->size) return 0;
  unsigned long point = octet(text.front()) & ~form->mask & 0xffU;
  for (std::size_t i = 1; i < form->size; ++i) {
    if ((octet(text[i]) & 0xc0U) != 0x80U) return 0;
    point = point << 6U | (octet(text[i]) & 0x3fU);
  }
  const bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
  return point < form->first || point > 0x10ffff || is_surrogate ? 0 : form->size;
}

}  // namespace

/// A receiver would read other bytes than were signed where they are no UTF-8.
std::string bounded(std::string_view text, std::size_t max_bytes) {
  std::string line = shown(text, max_bytes);
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t size = character_size(std::string_view(line).substr(i));
    if (size == 0) line[i] = '?';
    i += std::max<std::size_t>(size, 1);
  }
  return line;
}

Event make_event(const EventIdentity& identity, std::string_view key, Instant at, json::object data) {
  json::object payload;
  payload["type"] = json::string_view(identity.type.data(), identity.type.size());
  payload["timestamp"] = format_instant(at);
  payload["data"] = std::move(data);
  return {.id = id_of(identity),
          .type = std::string(identity.type),
          .key = std::string(key),
          .at = at,
          .payload = json::serialize(payload)};
}

}  // namespace nowthen::webhooks
