#include "simulator/api/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

void append_metrics(std::string& out, const MetricValues& values, const std::vector<Metric>& wanted) {
  out += R"("metrics":{)";
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    if (at > 0) out += ',';
    out += '"';
    out += name_of(wanted[at]);
    out += R"(":{"value":)";
    append_json_seconds(out, std::chrono::milliseconds(values.at(static_cast<std::size_t>(wanted[at]))));
    out += R"(,"unit":"seconds"})";
  }
  out += '}';
}

void append_group(std::string& out, const ListingContext& context, std::size_t index,
                  const std::vector<Metric>& metrics) {
  const Source& source = context.source;
  const Entry entry = source.entries()[index];
  out += R"({"conversationId":)";
  append_json_string(out, source.id(index));
  out += R"(,"type":)";
  append_json_string(out, source.type_name(entry.type));
  out += R"(,"state":"closed",)";
  append_metrics(out, source.metrics(index, context.now), metrics);
  out += R"(,"startTime":)";
  append_json_instant(out, entry.start);
  out += R"(,"endTime":)";
  append_json_instant(out, entry.end);
  out += R"(,"participants":[)";
  source.append_participants(out, index);
  out += "]}";
}

std::size_t first_shown(const HistoryQuery& query, const PageFaults& faults, std::size_t total) {
  std::int64_t first = (std::int64_t{query.page_number} - 1) * query.page_size + faults.shift;
  if (faults.repeat_page) first -= query.page_size;
  return static_cast<std::size_t>(std::clamp<std::int64_t>(first, 0, static_cast<std::int64_t>(total)));
}

std::string next_page(const HistoryQuery& query, const PageFaults& faults, std::int64_t page_count) {
  if (faults.cycle) return "1";
  if (faults.repeat_cursor) return fmt::format("{}", query.page_number);
  if (query.page_number < page_count || faults.empty) return fmt::format("{}", query.page_number + 1);
  return "null";
}

}  // namespace

Checked<std::string> answer_history(const ListingContext& context, const HistoryQuery& query) {
  const PageFaults& faults = context.faults;
  if (faults.expired) return bad_request("pageNumber", "Invalid pageNumber: the result set has expired.");
  const Selection& selection =
      context.selections.history(context.source.entries(), query.filter, context.now);
  const std::size_t total = selection.indices.size();
  const std::size_t first = first_shown(query, faults, total);
  const std::size_t last =
      faults.empty ? first : std::min(total, first + static_cast<std::size_t>(query.page_size));
  const auto shown_total = std::max<std::int64_t>(0, static_cast<std::int64_t>(total) + faults.total_by);
  const std::int64_t page_count = (shown_total + query.page_size - 1) / query.page_size;

  std::string body;
  body.reserve(512 + (last - first) * 900);
  fmt::format_to(std::back_inserter(body), R"({{"total":{},"pageSize":{},"pageNumber":{},"groups":[)",
                 shown_total, query.page_size, query.page_number);
  for (std::size_t position = first; position < last; ++position) {
    if (position > first) body += ',';
    append_group(body, context, selection.indices[position], query.metrics);
  }
  fmt::format_to(
      std::back_inserter(body), R"(],"nextPage":{},"previousPage":{},"pageCount":{},"totalCount":{}}})",
      next_page(query, faults, page_count),
      query.page_number > 1 ? fmt::format("{}", query.page_number - 1) : "null", page_count, shown_total);
  return body;
}

}  // namespace nowthen::sim
