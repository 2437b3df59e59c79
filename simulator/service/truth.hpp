#pragma once
#include <string>

#include "simulator/listing/source.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// The oracle: what a perfect extractor would hold of `source` at `instant`, and what a perfect board would
/// show.
///
/// JSON: `at`; `history`: every record that history shows, with id, type, direction, queueId, times and all
/// metrics; `pending`: ids of closed ones that history does not show yet; `open`: `{id, state}` of those
/// going on; `deleted`: ids that history showed once; `live`: how many the live listing has; `board`: counts
/// of the open ones by queue and state. The source must reach up to `instant`.
std::string truth_json(const Source& source, Instant instant);

/// The same for an extractor of the platform's records: `[{"id":...,"revision":...}]` of all that history has
/// at `instant`, by (start, id).
std::string records_truth_json(PlatformSource& source, Instant instant);

}  // namespace nowthen::sim
