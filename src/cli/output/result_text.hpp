#pragma once
#include <string>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/result_writer.hpp"

namespace nowthen::cli {

/// For tables: as `wall_clock`, with milliseconds where there are any.
ShowInstant precise_wall_clock(const TimeZone& zone);

/// What a table or CSV says of a value that is not NULL. A `double` keeps a point, so that it is seen to be
/// one.
std::string value_text(const FieldValue& value, const ShowInstant& show_instant);

/// Appends the value as JSON: NULL, and numbers that JSON has no form for (`nan`, `inf`), as `null`; instants
/// in UTC.
void append_json_value(std::string& out, FieldKind kind, const FieldValue& value);

}  // namespace nowthen::cli
