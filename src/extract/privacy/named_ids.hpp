#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/scanned.hpp"

namespace nowthen::extract {

/// The ids that a record says its conversation has: one, unless its field comes twice. Nothing where the
/// bytes are no sound JSON object or say none.
std::optional<std::vector<std::string>> ids_of_record(std::string_view record, RecordKind kind);

/// The texts of a field on the first level of a JSON object; nothing where the bytes are no sound one.
std::optional<std::vector<std::string>> texts_of_field(std::string_view object, std::string_view field);

/// Whether any of the names in `bytes` is wanted: each run of letters, digits, `-` and `_`, and each text in
/// quotes. For bytes of which it is not known what they are.
bool names_any(std::string_view bytes, const std::function<bool(std::string_view)>& is_wanted);

}  // namespace nowthen::extract
