#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "archive/byte_source.hpp"
#include "webhooks/outbox_record.hpp"

namespace nowthen::webhooks {

/// Where the text of one event lies in an outbox, and what it is known by.
struct EventPlace {
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  std::uint32_t check = 0;  ///< The first four bytes of its SHA-256.
  bool operator==(const EventPlace&) const = default;
};

/// Where the events of a record lie that begins at `offset`: in their order. None where the record is not one
/// of events as `record_text` writes it. Pure.
std::vector<EventPlace> places_in(std::string_view record, std::uint64_t offset);

/// A record as a line of the outbox, and where its events lie in it.
struct PlacedLine {
  std::string bytes;
  std::vector<EventPlace> events;
};

/// The line that begins at `offset`. Pure.
PlacedLine placed_line(const OutboxRecord& record, std::uint64_t offset);

/// The event that lies there. Blocks on the disk. Fails with `local` where it cannot be read, which may pass;
/// with `not_found` where something else lies there, which will not.
Result<AcceptedEvent> read_event(const archive::ByteSource& outbox, const EventPlace& place);

}  // namespace nowthen::webhooks
