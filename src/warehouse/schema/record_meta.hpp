#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>

namespace nowthen::warehouse {

/// What is known of a record beside what it says: when it was seen and where its bytes are.
struct RecordMeta {
  std::optional<Instant> as_of;             ///< The instant at which the winning reading was true.
  std::string surface;                      ///< Where it came from, such as `sync` or `job`.
  std::optional<Instant> attributes_as_of;  ///< The same of the reading that the attributes come from.
  std::optional<Instant> first_seen_at;
  std::optional<Instant> seen_live_at;
  std::optional<Instant> seen_sync_at;
  std::optional<Instant> seen_job_at;
  std::optional<Instant> seen_by_id_at;
  std::optional<Instant> seen_import_at;
  std::optional<Instant> settled_at;
  std::optional<std::int64_t> revision;  ///< From 1.
  std::string content_hash;              ///< Lower-case hexadecimal.
  std::string attributes_hash;           ///< The same; empty while no reading had attributes.
  std::optional<Instant> deleted_at;
  std::optional<std::int64_t> archive_segment;
  std::optional<std::int64_t> archive_offset;
  std::optional<std::int64_t> archive_record;
  bool operator==(const RecordMeta&) const = default;
};

}  // namespace nowthen::warehouse
