#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::genesys::platform {

/// The first half of a SHA-256. Among a thousand million contents two agree by chance once in 10^20; whoever
/// writes into records could make two agree after 2^64 attempts, and would only hide a change of his own.
using ContentHash = std::array<std::uint8_t, 16>;

/// Lower-case hexadecimal.
std::string hex_of(const ContentHash& hash);

/// What a record says, as hashes: two readings that say the same have the same.
struct RecordDigest {
  ContentHash content{};                  ///< Of all but the participants' attributes.
  std::optional<ContentHash> attributes;  ///< Of these; nothing where no participant has any.
  bool operator==(const RecordDigest&) const = default;
};

/// The two texts that are hashed; see `CanonicalRecord`.
struct CanonicalTexts {
  std::string content;
  std::optional<std::string> attributes;
};

/// Brings a record into the one form that all its spellings share: members by name, no white space, no escape
/// that need not be, numbers as short as they go.
///
/// Left out are members that say nothing (`null`, `[]` and `{}`, which one surface writes and another does
/// not), the participants' `attributes`, which only jobs have, and fields that change by being asked for:
/// `callbackScheduledTime` of a session. Lists keep their order and their length. Of a name that comes twice
/// the last counts. Whatever `DetailDecoder` takes has a form.
///
/// Keeps its buffers from one record to the next. Not thread-safe; use one per thread.
class CanonicalRecord {
 public:
  CanonicalRecord();
  CanonicalRecord(CanonicalRecord&&) noexcept;
  CanonicalRecord& operator=(CanonicalRecord&&) noexcept;
  ~CanonicalRecord();

  /// The hashes of `record`, one JSON object. Fails with `malformed_reply`.
  Result<RecordDigest> digest(std::string_view record);

  /// The texts that these are of, to look at. Fails with `malformed_reply`.
  Result<CanonicalTexts> texts(std::string_view record);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::genesys::platform
