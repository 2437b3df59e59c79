#include "simulator/platform/grouping.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/observed_names.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr std::size_t most_dimensions = 20;
constexpr std::size_t most_groups = 64;

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What an array of names is read for.
struct Wanted {
  std::string_view member;
  std::string_view thing;  ///< `dimension` or `metric`.
  std::span<const std::string_view> known;
};

std::vector<std::string> read_names(BodyReader& query, const Wanted& wanted) {
  std::vector<std::string> names;
  const json::array* array = query.array(wanted.member, most_dimensions + wanted.known.size());
  for (std::size_t at = 0; array != nullptr && at < array->size(); ++at) {
    const json::value& value = (*array)[at];
    const std::string where = fmt::format("{}[{}]", query.path(wanted.member), at);
    const std::string_view name = value.is_string() ? std::string_view(value.get_string()) : "";
    if (!contains(wanted.known, name))
      query.refuse(invalid_value(where, name, fmt::format("there is no {} of that name", wanted.thing)));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

std::vector<std::string> values_of(const NamedValues& values, std::string_view name) {
  std::vector<std::string> found;
  for_each_value(values, name, [&found](std::string_view value) { found.emplace_back(value); });
  return found;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ',';
    text += value;
  }
  return text;
}

}  // namespace

std::vector<std::string> read_group_by(BodyReader& query, FilterList list) {
  auto names =
      read_names(query, {.member = "groupBy", .thing = "dimension", .known = observed_dimensions(list)});
  if (names.size() > most_dimensions)
    query.refuse(platform_bad_request(
        "groupBy", fmt::format("No more than {} dimensions may be grouped by.", most_dimensions)));
  return names;
}

std::vector<std::string> read_metrics(BodyReader& query, std::string_view member, FilterList list) {
  return read_names(query, {.member = member, .thing = "metric", .known = observed_metrics(list)});
}

std::vector<GroupKey> groups_of(const NamedValues& values, const Grouping& grouping) {
  std::vector<GroupKey> keys{{}};
  for (const std::string& dimension : grouping.dimensions) {
    auto found = values_of(values, dimension);
    if (grouping.flatten && found.size() > 1) found = {joined(found)};
    if (found.empty()) found.emplace_back();
    std::vector<GroupKey> longer;
    for (const GroupKey& key : keys)
      for (const std::string& value : found) {
        if (longer.size() == most_groups) break;
        longer.push_back(key);
        longer.back().push_back(value);
      }
    keys = std::move(longer);
  }
  return keys;
}

void append_group(std::string& out, const Grouping& grouping, const GroupKey& key) {
  out += R"("group":{)";
  for (std::size_t at = 0; at < key.size(); ++at) {
    if (key[at].empty()) continue;
    if (out.back() != '{') out += ',';
    append_json_string(out, grouping.dimensions[at]);
    out += ':';
    append_json_string(out, key[at]);
  }
  out += '}';
}

}  // namespace nowthen::sim
