#include "simulator/faults/json_span.hpp"

#include <string>

namespace nowthen::sim {
namespace {

std::size_t end_of_string(std::string_view json, std::size_t begin) {
  for (std::size_t at = begin + 1; at < json.size(); ++at) {
    if (json[at] == '\\')
      ++at;
    else if (json[at] == '"')
      return at + 1;
  }
  return json.size();
}

std::size_t end_of_brackets(std::string_view json, std::size_t begin) {
  int depth = 0;
  for (std::size_t at = begin; at < json.size();) {
    const char letter = json[at];
    if (letter == '"') {
      at = end_of_string(json, at);
      continue;
    }
    if (letter == '{' || letter == '[') ++depth;
    if (letter == '}' || letter == ']') --depth;
    ++at;
    if (depth == 0) return at;
  }
  return json.size();
}

}  // namespace

std::size_t end_of_value(std::string_view json, std::size_t begin) {
  if (begin >= json.size()) return json.size();
  if (json[begin] == '"') return end_of_string(json, begin);
  if (json[begin] == '{' || json[begin] == '[') return end_of_brackets(json, begin);
  const std::size_t end = json.find_first_of(",]} \t\r\n", begin);
  return end == std::string_view::npos ? json.size() : end;
}

std::optional<MemberSpan> find_member(std::string_view json, Span within, std::string_view name) {
  const std::string key = '"' + std::string(name) + "\":";
  const std::size_t found = json.substr(0, within.end).find(key, within.begin);
  if (found == std::string_view::npos) return std::nullopt;
  const std::size_t value = found + key.size();
  const std::size_t end = end_of_value(json, value);
  return MemberSpan{.member = {found, end}, .value = {value, end}};
}

std::optional<Span> record_array(std::string_view json) {
  for (const char* name : {"entities", "groups", "conversations", "results"}) {
    const auto member = find_member(json, {0, json.size()}, name);
    const bool is_array =
        member && member->value.end - member->value.begin >= 2 && json[member->value.begin] == '[';
    if (is_array) return member->value;
  }
  return std::nullopt;
}

std::optional<Span> first_record(std::string_view json) {
  const auto array = record_array(json);
  const std::size_t begin = array ? array->begin + 1 : 0;
  if (begin >= json.size() || json[begin] != '{') return std::nullopt;
  return Span{begin, end_of_value(json, begin)};
}

}  // namespace nowthen::sim
