#pragma once
#include "cli/output/conversation_fields.hpp"
#include "cli/time_zone.hpp"

namespace nowthen::cli {

/// For tables: `2026-11-22 14:05:09`, as a clock on the wall in `zone` shows it.
ShowInstant wall_clock(const TimeZone& zone);

/// For CSV: RFC 3339 with the offset that `zone` has then, such as `2026-11-22T14:05:09.000+01:00`.
ShowInstant rfc3339_in(const TimeZone& zone);

}  // namespace nowthen::cli
