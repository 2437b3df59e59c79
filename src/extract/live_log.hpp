#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/leg_bounds.hpp"
#include "live/live_store.hpp"
#include "warehouse/store/reading.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// A record of a page that says what the live feed concluded: how far it is and its gaps, or what it knows of
/// one conversation. The tables of the feed follow from these alone.
struct LiveLogRecord {
  std::optional<Instant> seen_until;  ///< Everything up to here was seen, but for gaps.
  std::vector<live::Gap> gaps;        ///< Each in place of what was said of it before.
  std::optional<live::TrackRow> track;
  warehouse::ArchivePlace place;  ///< Where the record lies; set by whoever read or wrote it.
};

/// The bytes of a record in the archive: JSON, fields named as the platform names them, so that a policy
/// about persons' data finds them.
std::string encode_live_log(const LiveLogRecord& record);

/// Members of later versions are left out. Fails with `malformed_reply`.
Result<LiveLogRecord> decode_live_log(std::string_view bytes);

/// The name in table `meta` under which `seen_until` stands.
inline constexpr const char* live_seen_fact = "live_seen_until";

/// Writes them into the tables, in order, in the transaction that is open. `bounds` are of these tables and
/// of nobody else's. Fails as statements do.
warehouse::Outcome<void> list_live_log(warehouse::Connection& connection,
                                       const std::vector<LiveLogRecord>& records, LegBounds& bounds);

/// What the feed left in the tables. Fails as queries do.
warehouse::Outcome<live::LiveMemory> read_live_memory(warehouse::Connection& connection);

}  // namespace nowthen::extract
