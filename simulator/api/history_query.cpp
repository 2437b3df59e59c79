#include "simulator/api/history_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "simulator/http/json_object.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr std::chrono::hours longest_range{90 * 24};
constexpr std::array<std::string_view, 5> media_types{"voice", "chat", "email", "message", "callback"};

std::string shown(const json::value& value) {
  std::string text = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

/// `2024-05-14T00:00:00.000Z` and nothing else: UTC, millisecond precision.
bool has_millisecond_form(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
  if (text.size() != form.size()) return false;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const bool fits = form[at] == '0' ? text[at] >= '0' && text[at] <= '9' : text[at] == form[at];
    if (!fits) return false;
  }
  return true;
}

Checked<Instant> read_instant(const json::object& body, std::string_view name) {
  const json::value* value = body.if_contains(name);
  if (value == nullptr) return bad_request(std::string(name), fmt::format("{} is required.", name));
  const auto refused = bad_request(
      std::string(name),
      fmt::format(
          "Invalid value '{}' for {}: must be an ISO-8601 UTC timestamp with millisecond precision, such as "
          "2024-05-14T00:00:00.000Z.",
          shown(*value), name));
  if (!value->is_string() || !has_millisecond_form(std::string_view(value->get_string()))) return refused;
  const auto instant = parse_instant(std::string_view(value->get_string()));
  if (!instant) return refused;
  return *instant;
}

Checked<Interval> read_range(const json::object& body) {
  const auto from = read_instant(body, "dateFrom");
  if (!from) return from.error();
  const auto to = read_instant(body, "dateTo");
  if (!to) return to.error();
  if (*from >= *to) return bad_request("dateFrom", "dateFrom must be strictly before dateTo.");
  if (*to - *from > longest_range)
    return bad_request("dateTo", "The interval between dateFrom and dateTo must not exceed 90 days.");
  return Interval{*from, *to};
}

struct Range {
  int least;
  int most;
  int otherwise;
};

Checked<int> read_integer(const json::object& body, std::string_view name, Range range) {
  const json::value* value = body.if_contains(name);
  if (value == nullptr) return accepted(range.otherwise);
  json::error_code code;
  const auto number = value->is_double() ? 0 : value->to_number<std::int64_t>(code);
  if (code || value->is_double() || !value->is_number())
    return bad_request(std::string(name),
                       fmt::format("Invalid value '{}' for {}: must be an integer.", shown(*value), name));
  if (number < range.least || number > range.most)
    return bad_request(std::string(name), fmt::format("Invalid {} {}: must be between {} and {}.", name,
                                                      number, range.least, range.most));
  return accepted(static_cast<int>(number));
}

/// The strings of an array member; nothing when the member is absent.
Checked<std::optional<std::vector<std::string>>> read_texts(const json::object& object,
                                                            std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return std::optional<std::vector<std::string>>();
  const auto refused = bad_request(std::string(name), fmt::format("{} must be an array of strings.", name));
  if (!value->is_array() || value->get_array().size() > 1000) return refused;
  std::vector<std::string> texts;
  for (const json::value& each : value->get_array()) {
    if (!each.is_string()) return refused;
    texts.emplace_back(each.get_string());
  }
  return std::optional(std::move(texts));
}

Checked<std::vector<Metric>> read_metrics(const json::object& body) {
  const auto names = read_texts(body, "metrics");
  if (!names) return names.error();
  if (!*names) return std::vector{Metric::wrapup, Metric::talk, Metric::hold};
  std::vector<Metric> metrics;
  for (const std::string& name : **names) {
    const auto metric = metric_named(name);
    if (!metric)
      return bad_request("metrics",
                         fmt::format("Unknown metric '{}' in metrics: must be one of wrapupTime, talkTime, "
                                     "holdTime, queueTime, alertTime, handleTime.",
                                     name));
    if (std::find(metrics.begin(), metrics.end(), *metric) == metrics.end()) metrics.push_back(*metric);
  }
  return metrics;
}

Checked<std::uint64_t> read_types(const json::object& filters, const Source& source) {
  const auto names = read_texts(filters, "type");
  if (!names) return names.error();
  if (!*names) return accepted(~std::uint64_t{0});
  std::uint64_t types = 0;
  for (const std::string& name : **names) {
    if (std::find(media_types.begin(), media_types.end(), name) == media_types.end())
      return bad_request("filters.type",
                         fmt::format("Unknown value '{}' in filters.type: must be one of voice, chat, "
                                     "email, message, callback.",
                                     name));
    if (const auto number = source.type_numbered(name)) types |= std::uint64_t{1} << *number;
  }
  return accepted(types);
}

Checked<std::optional<bool>> read_direction(const json::object& filters) {
  const json::value* value = filters.if_contains("direction");
  if (value == nullptr) return std::optional<bool>();
  // One value, or an array of one or both.
  const json::array single{*value};
  const json::array& values = value->is_array() ? value->get_array() : single;
  bool inbound = false;
  bool outbound = false;
  for (const json::value& each : values) {
    const bool known =
        each.is_string() && (each.get_string() == "inbound" || each.get_string() == "outbound");
    if (!known)
      return bad_request(
          "filters.direction",
          fmt::format("Unknown value '{}' in filters.direction: must be inbound or outbound.", shown(each)));
    (each.get_string() == "inbound" ? inbound : outbound) = true;
  }
  if (inbound == outbound) return std::optional<bool>();
  return std::optional(outbound);
}

Checked<HistoryFilter> read_filters(const json::object& body, const Source& source) {
  HistoryFilter filter;
  const json::value* value = body.if_contains("filters");
  if (value == nullptr) return filter;
  if (!value->is_object()) return bad_request("filters", "filters must be an object.");
  const json::object& filters = value->get_object();
  for (const auto& member : filters)
    if (member.key() != "type" && member.key() != "queueId" && member.key() != "direction")
      return bad_request(
          "filters", fmt::format("Unknown filter '{}' in filters: must be one of type, queueId, direction.",
                                 std::string_view(member.key())));
  const auto types = read_types(filters, source);
  if (!types) return types.error();
  filter.types = *types;
  const auto queues = read_texts(filters, "queueId");
  if (!queues) return queues.error();
  if (*queues) {
    filter.queues.emplace();
    for (const std::string& id : **queues)
      if (const auto number = source.queue_numbered(id)) filter.queues->push_back(*number);
    std::sort(filter.queues->begin(), filter.queues->end());
  }
  const auto outbound = read_direction(filters);
  if (!outbound) return outbound.error();
  filter.outbound = *outbound;
  return filter;
}

std::optional<Problem> unknown_member(const json::object& body) {
  static constexpr std::array<std::string_view, 7> known{"dateFrom", "dateTo",   "groupBy",   "metrics",
                                                         "filters",  "pageSize", "pageNumber"};
  for (const auto& member : body)
    if (std::find(known.begin(), known.end(), std::string_view(member.key())) == known.end())
      return bad_request(std::string(member.key()),
                         fmt::format("Unrecognized field \"{}\".", std::string_view(member.key())));
  return std::nullopt;
}

std::optional<Problem> wrong_group_by(const json::object& body) {
  const auto names = read_texts(body, "groupBy");
  if (!names) return names.error();
  if (!*names) return std::nullopt;
  for (const std::string& name : **names)
    if (name != "conversationId")
      return bad_request("groupBy",
                         fmt::format("Unknown value '{}' in groupBy: must be conversationId.", name));
  return std::nullopt;
}

Checked<HistoryQuery> read_query(const json::object& body, const Source& source) {
  HistoryQuery query;
  if (auto problem = unknown_member(body)) return *problem;
  if (auto problem = wrong_group_by(body)) return *problem;
  const auto filter = read_filters(body, source);
  if (!filter) return filter.error();
  query.filter = *filter;
  const auto range = read_range(body);
  if (!range) return range.error();
  query.filter.started = *range;
  const auto metrics = read_metrics(body);
  if (!metrics) return metrics.error();
  query.metrics = *metrics;
  const auto size = read_integer(body, "pageSize", {.least = 1, .most = 100, .otherwise = 25});
  if (!size) return size.error();
  query.page_size = *size;
  const auto number = read_integer(body, "pageNumber", {.least = 1, .most = 10'000'000, .otherwise = 1});
  if (!number) return number.error();
  query.page_number = *number;
  return query;
}

}  // namespace

Checked<HistoryQuery> parse_history_query(std::string_view body, const Source& source) {
  const auto value = parse_json(body);
  if (!value)
    return bad_request("", fmt::format("The request body could not be parsed: {}.", value.error().message));
  if (!value->is_object()) return bad_request("", "The request body must be a JSON object.");
  return read_query(value->get_object(), source);
}

}  // namespace nowthen::sim
