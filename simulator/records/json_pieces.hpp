#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::sim {

/// Pure functions on well-formed JSON, for texts that must come out as they went in.

/// The same JSON without the white space between its tokens; no value is touched.
std::string without_white_space(std::string_view json);

/// A member of an object: views into its text, the name as it stands between the quotes.
struct JsonMember {
  std::string_view name;
  std::string_view value;
};

/// The members of an object, or the elements of an array, of a text without white space. Empty for anything
/// else.
std::vector<JsonMember> members_of(std::string_view object);
std::vector<std::string_view> elements_of(std::string_view array);

/// A conversation of the platform without the `attributes` of its participants; everything else as it was.
std::string without_attributes(std::string_view conversation);

}  // namespace nowthen::sim
