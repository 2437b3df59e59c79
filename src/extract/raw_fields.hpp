#pragma once
#include <string_view>
#include <vector>

namespace nowthen::extract {

/// A field as it stands in the text.
struct RawField {
  std::string_view key;  ///< Without its quotes, its escapes left as they are.
  std::string_view value;
};

/// The fields of an object, the last one where a key comes twice; empty for any other value.
///
/// @param object  sound JSON without white space between its tokens; it must outlive what is given
std::vector<RawField> raw_fields(std::string_view object);

/// The elements of a list, by the same rules.
std::vector<std::string_view> raw_elements(std::string_view list);

}  // namespace nowthen::extract
