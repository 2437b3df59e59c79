#pragma once
#include <cstddef>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace nowthen::extract {

/// By which contract a record is to be decoded.
enum class RecordKind : std::uint8_t {
  platform_record,  ///< An element of `conversations`, or an object that looks like one.
  tutorial_group,   ///< An element of `groups`: `conversationId` and `startTime`.
  tutorial_entity,  ///< An element of `entities`: `id`.
};

/// A record as it stands in the file.
struct Found {
  std::string_view bytes;
  std::uint64_t line = 0;  ///< Where it begins, from 1.
  RecordKind kind = RecordKind::platform_record;
  std::uint64_t reply = 0;       ///< The reply it is an element of, from 1; 0: of none.
  std::optional<Instant> as_of;  ///< The reply's `dataAvailabilityDate`, where that came before its records.
};

/// Bytes of the file that are no record.
struct Refused {
  std::string bytes;             ///< Cut to the size that one record may have.
  std::uint64_t size_bytes = 0;  ///< How many they were. 0: something is missing, not wrong.
  std::uint64_t line = 0;        ///< Where they begin, from 1.
  std::string reason;            ///< Holds nothing of the file's own text.
};

/// A reply that held a list of records has ended.
struct ReplyEnd {
  std::uint64_t reply = 0;
  std::uint64_t records = 0;     ///< How many of its records were found.
  std::optional<Instant> as_of;  ///< Its `dataAvailabilityDate`; holds for all its records.
};

using Scanned = std::variant<Found, Refused, ReplyEnd>;

}  // namespace nowthen::extract
