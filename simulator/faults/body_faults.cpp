#include "simulator/faults/body_faults.hpp"

#include <vector>

#include "simulator/faults/json_span.hpp"

namespace nowthen::sim {
namespace {

void replace(std::string& body, Span span, std::string_view text) {
  body.replace(span.begin, span.end - span.begin, text);
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// The spans of an array's elements.
std::vector<Span> elements(std::string_view json, Span array) {
  std::vector<Span> found;
  for (std::size_t at = array.begin + 1; at + 1 < array.end;) {
    const std::size_t end = end_of_value(json, at);
    found.push_back({at, end});
    at = end + 1;
  }
  return found;
}

}  // namespace

std::string with_byte_order_mark(std::string body) {
  body.insert(0, "\xEF\xBB\xBF");
  return body;
}

std::string without_last_half(std::string body) {
  body.resize(body.size() / 2);
  return body;
}

std::string with_member(std::string body, std::string_view name, std::string_view json) {
  const auto record = first_record(body);
  if (!record) return body;
  const bool is_empty = record->end - record->begin == 2;
  std::string member = quoted(name) + ':';
  member += json;
  if (!is_empty) member += ',';
  body.insert(record->begin + 1, member);
  return body;
}

std::string with_bad_utf8(std::string body) {
  return with_member(std::move(body), "note", quoted("\xC3\x28 \xFF"));
}

std::string with_lone_surrogate(std::string body) {
  return with_member(std::move(body), "note", R"("half a pair: \ud83d")");
}

std::string with_nul(std::string body) {
  return with_member(std::move(body), "note", quoted(std::string_view("before\0after", 12)));
}

std::string with_duplicate_keys(std::string body) {
  body = with_member(std::move(body), "state", R"("first of two")");
  return with_member(std::move(body), "startTime", R"("1999-12-31T23:59:59.000Z")");
}

std::string with_depth(std::string body, std::size_t depth) {
  return with_member(std::move(body), "nested", std::string(depth, '[') + std::string(depth, ']'));
}

std::string with_huge_record(std::string body, std::size_t size_bytes) {
  return with_member(std::move(body), "padding", quoted(std::string(size_bytes, 'x')));
}

std::string with_unknown_fields(std::string body) {
  body = with_member(std::move(body), "addedLater", R"({"since":"2031","list":[1,2.5,null,true,"x"]})");
  if (body.size() > 2 && body.front() == '{') body.insert(1, R"("addedToTheEnvelope":{"a":[{}]},)");
  return body;
}

std::string with_unknown_values(std::string body) {
  // The platform's records have the last three, the tutorial's the first two.
  body = with_value(std::move(body), "type", R"("hologram")");
  body = with_value(std::move(body), "state", R"("levitating")");
  body = with_value(std::move(body), "mediaType", R"("hologram")");
  body = with_value(std::move(body), "purpose", R"("oracle")");
  return with_value(std::move(body), "segmentType", R"("levitating")");
}

std::string with_value(std::string body, std::string_view field, std::string_view json) {
  const auto record = first_record(body);
  const auto member = record ? find_member(body, *record, field) : std::nullopt;
  if (member) replace(body, member->value, json);
  return body;
}

std::string without_id(std::string body) {
  const auto record = first_record(body);
  if (!record) return body;
  for (const char* name : {"conversationId", "id"}) {
    const auto member = find_member(body, *record, name);
    // The record's own id is its first member; further in there are the ids of participants.
    if (!member || member->member.begin != record->begin + 1) continue;
    const bool comma_follows = member->member.end < body.size() && body[member->member.end] == ',';
    body.erase(member->member.begin, member->member.end - member->member.begin + (comma_follows ? 1 : 0));
    return body;
  }
  return body;
}

std::string with_empty_objects(std::string body, std::size_t count) {
  const auto array = record_array(body);
  if (!array) return body;
  std::string objects;
  objects.reserve(count * 3 + 2);
  objects += '[';
  for (std::size_t number = 0; number < count; ++number) objects += number == 0 ? "{}" : ",{}";
  objects += ']';
  replace(body, *array, objects);
  return body;
}

std::string with_half_of_records(std::string body) {
  const auto array = record_array(body);
  if (!array) return body;
  const auto records = elements(body, *array);
  const std::size_t kept = records.size() / 2;
  const std::size_t end = kept == 0 ? array->begin + 1 : records[kept - 1].end;
  body.erase(end, array->end - 1 - end);
  return body;
}

std::string endless(std::size_t size_bytes) {
  std::string body(size_bytes + 1, ' ');
  body.front() = '[';
  return body;
}

}  // namespace nowthen::sim
