// What webhooks read: URLs and secrets as users write them, an outbox that a crash or a stranger left.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "webhooks/endpoint_url.hpp"
#include "webhooks/outbox_content.hpp"
#include "webhooks/outbox_line.hpp"
#include "webhooks/payload.hpp"
#include "webhooks/secret.hpp"

namespace {
using namespace nowthen;

void require(bool truth) {
  if (!truth) std::abort();
}

/// Whatever is taken is https to a host of plain letters, or to a public address.
void check_url(std::string_view text) {
  const auto url = webhooks::parse_endpoint(text, {});
  if (!url) return;
  require(url->origin().starts_with("https://") && url->target.starts_with("/"));
  require(url->origin().find_first_of("@\\% \t\r\n", 8) == std::string::npos);
  const auto address = webhooks::parse_address(url->host);
  if (address) require(webhooks::why_not_public(*address).empty());
  const auto again = webhooks::parse_endpoint(url->origin() + url->target, {});
  require(again && again->host == url->host && again->port == url->port);
}

/// What is written is found again where it was put, and nothing else is found.
void check_places(const webhooks::OutboxRecord& record) {
  const auto* intake = std::get_if<webhooks::OutboxIntake>(&record);
  const auto line = webhooks::placed_line(record, 0);
  require(line.events.size() == (intake == nullptr ? 0 : intake->events.size()));
  const archive::MemorySource file(line.bytes);
  for (std::size_t i = 0; i < line.events.size(); ++i)
    require(webhooks::read_event(file, line.events[i]).value() == intake->events[i]);
  webhooks::OutboxContent content{Instant{}};
  content.apply(record, line.events);
  const auto read = [&file](const auto& pending) { return webhooks::read_event(file, pending.place); };
  for (const auto& each : content.condensed(read).value())
    require(webhooks::read_record(webhooks::record_text(each)).has_value());
}

void check_outbox(std::string_view bytes) {
  const auto lines = webhooks::read_outbox_lines(bytes);
  require(lines.sound_bytes <= bytes.size());
  for (const auto& place : webhooks::places_in(bytes, 0))
    require(place.offset + place.length <= bytes.size());
  const auto record = webhooks::read_record(bytes);
  if (!record) return;
  require(webhooks::read_record(webhooks::record_text(*record)) == record);
  check_places(*record);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_url(text);
  check_outbox(text);
  static_cast<void>(webhooks::Secret::parse(text));
  require(webhooks::bounded(text).size() <= 256);
  return 0;
}
