#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// Pure: each takes a well-formed JSON reply and gives it back damaged in one way. Where a record is meant it
/// is the first of the listing; a reply without one is damaged as a whole, or left alone where there is
/// nothing to damage.

std::string with_byte_order_mark(std::string body);
std::string without_last_half(std::string body);

/// Adds a member with this JSON text as its value to the front of the first record.
std::string with_member(std::string body, std::string_view name, std::string_view json);

std::string with_bad_utf8(std::string body);
std::string with_lone_surrogate(std::string body);
std::string with_nul(std::string body);
std::string with_duplicate_keys(std::string body);
std::string with_depth(std::string body, std::size_t depth);
std::string with_huge_record(std::string body, std::size_t size_bytes);
std::string with_unknown_fields(std::string body);
std::string with_unknown_values(std::string body);

/// Replaces the value of `field` in the first record.
std::string with_value(std::string body, std::string_view field, std::string_view json);
/// Takes the first record's id away.
std::string without_id(std::string body);
/// Replaces all records by `count` empty objects.
std::string with_empty_objects(std::string body, std::size_t count);
/// Drops the second half of the records; the JSON stays well formed and the totals as they were.
std::string with_half_of_records(std::string body);
/// `[` and spaces without end in sight.
std::string endless(std::size_t size_bytes);

}  // namespace nowthen::sim
