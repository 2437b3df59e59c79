#include "simulator/listing/participant_text.hpp"

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

void append_member(std::string& out, std::string_view prefix, std::string_view value) {
  if (value.empty()) return;
  out += prefix;
  append_json_string(out, value);
}

}  // namespace

void append_participant(std::string& out, const ParticipantText& participant) {
  if (!out.empty() && out.back() == '}') out += ',';
  out += R"({"id":)";
  append_json_string(out, participant.id);
  append_member(out, R"(,"name":)", participant.name);
  append_member(out, R"(,"role":)", participant.role);
  append_member(out, R"(,"state":)", participant.state);
  out += '}';
}

}  // namespace nowthen::sim
