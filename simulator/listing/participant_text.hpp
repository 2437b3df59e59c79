#pragma once
#include <string>
#include <string_view>

namespace nowthen::sim {

/// One participant as this contract writes it.
struct ParticipantText {
  std::string_view id;
  std::string_view name;  ///< Empty: the field is left out.
  std::string_view role;
  std::string_view state;  ///< Empty: the field is left out, as in history.
};

/// Appends one object, after a comma unless it follows the opening bracket.
void append_participant(std::string& out, const ParticipantText& participant);

}  // namespace nowthen::sim
