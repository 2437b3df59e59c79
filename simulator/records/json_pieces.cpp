#include "simulator/records/json_pieces.hpp"

#include "simulator/faults/json_span.hpp"

namespace nowthen::sim {
namespace {

bool is_white(char letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; }

void append_member(std::string& out, std::string_view name, std::string_view value) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
  out += value;
}

std::string participant_without_attributes(std::string_view participant) {
  std::string out = "{";
  for (const JsonMember& member : members_of(participant))
    if (member.name != "attributes") append_member(out, member.name, member.value);
  return out + "}";
}

}  // namespace

std::string without_white_space(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    if (json[at] == '"') {
      const std::size_t end = end_of_value(json, at);
      out.append(json, at, end - at);
      at = end;
      continue;
    }
    if (!is_white(json[at])) out += json[at];
    ++at;
  }
  return out;
}

std::vector<std::string_view> elements_of(std::string_view array) {
  std::vector<std::string_view> elements;
  if (array.size() <= 2 || array.front() != '[') return elements;
  for (std::size_t at = 1; at + 1 < array.size();) {
    const std::size_t end = end_of_value(array, at);
    elements.push_back(array.substr(at, end - at));
    at = end + 1;
  }
  return elements;
}

std::vector<JsonMember> members_of(std::string_view object) {
  std::vector<JsonMember> members;
  if (object.size() <= 2 || object.front() != '{') return members;
  for (std::size_t at = 1; at + 1 < object.size();) {
    const std::size_t end_of_name = end_of_value(object, at);
    const std::size_t end = end_of_value(object, end_of_name + 1);
    members.push_back(
        {object.substr(at + 1, end_of_name - at - 2), object.substr(end_of_name + 1, end - end_of_name - 1)});
    at = end + 1;
  }
  return members;
}

std::string without_attributes(std::string_view conversation) {
  std::string out = "{";
  for (const JsonMember& member : members_of(conversation)) {
    if (member.name != "participants" || !member.value.starts_with('[')) {
      append_member(out, member.name, member.value);
      continue;
    }
    std::string participants = "[";
    for (const auto participant : elements_of(member.value)) {
      if (participants.back() != '[') participants += ',';
      participants += participant.starts_with('{') ? participant_without_attributes(participant)
                                                   : std::string(participant);
    }
    append_member(out, member.name, participants + "]");
  }
  return out + "}";
}

}  // namespace nowthen::sim
