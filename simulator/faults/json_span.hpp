#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace nowthen::sim {

/// A stretch of JSON text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where the value that begins at `begin` ends: text, object, array or literal of well-formed JSON.
std::size_t end_of_value(std::string_view json, std::size_t begin);

/// The value of the first member called `name` anywhere in `within`, and the member as a whole (name to
/// value).
struct MemberSpan {
  Span member;
  Span value;
};
std::optional<MemberSpan> find_member(std::string_view json, Span within, std::string_view name);

/// The array of records of a listing reply (`entities` or `groups`), with its brackets.
std::optional<Span> record_array(std::string_view json);

/// The first record of a listing reply, with its braces; of any other reply the whole object, if it is one.
std::optional<Span> first_record(std::string_view json);

}  // namespace nowthen::sim
