#include <fmt/format.h>

#include <algorithm>

#include "simulator/platform/aggregation_counts.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/record_list.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_ids = 100;

/// The ids of every `id` in the query, each once, in their order.
std::vector<std::string> read_ids(const Fields& query) {
  std::vector<std::string> ids;
  for (std::string& id : listed_values(query, "id"))
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  return ids;
}

/// Its position, if history has it now.
std::optional<std::size_t> shown(const PlatformContext& context, std::string_view id) {
  const auto index = context.source.find(id);
  if (!index || !context.source.entries()[*index].is_shown(context.now)) return std::nullopt;
  return index;
}

/// What the query asks to have counted, over all that it finds and not just over the page.
void append_aggregations(std::string& body, const PlatformContext& context,
                         const std::vector<std::uint32_t>& selected,
                         const std::vector<DetailAggregation>& aggregations) {
  AggregationCounts counts(aggregations);
  for (const std::uint32_t index : selected)
    counts.add(context.source.facts(index, context.now, Knowledge::of_history));
  counts.append_to(body);
  body += ',';
}

}  // namespace

Checked<PlatformAnswer> answer_details_query(const PlatformContext& context, const PlatformRequest& request) {
  const auto query = parse_sync_query(request.body);
  if (!query) return query.error();
  if (context.faults.expired)
    return platform_bad_request("paging.pageNumber", "Invalid pageNumber: the result set has expired.");
  const auto& selected =
      context.state.queries.of(query->details, context.settings.semantics).at(context.source, context.now);
  const auto page =
      page_of(selected, {.size = query->page_size, .number = query->page_number}, context.faults);
  const auto total = std::max<std::int64_t>(0, std::ssize(selected) + context.faults.total_by);
  std::string body = "{";
  if (!page.empty() || context.faults.empty) {
    append_records(body, context.source, page, {.at = context.now});
    body += ',';
  }
  if (!query->aggregations.empty()) append_aggregations(body, context, selected, query->aggregations);
  fmt::format_to(std::back_inserter(body), R"("totalHits":{}}})", total);
  return PlatformAnswer{std::move(body)};
}

Checked<PlatformAnswer> answer_details_by_ids(const PlatformContext& context,
                                              const PlatformRequest& request) {
  const auto ids = read_ids(request.target.query);
  if (ids.empty()) return platform_bad_request("id", "id is required.");
  if (ids.size() > most_ids)
    return platform_bad_request("id", fmt::format("At most {} ids may be asked for at once.", most_ids));
  std::vector<std::uint32_t> found;
  for (const std::string& id : ids)
    if (const auto index = shown(context, id)) found.push_back(static_cast<std::uint32_t>(*index));
  std::string body = "{";
  append_records(body, context.source, found, {.at = context.now});
  body += '}';
  return PlatformAnswer{std::move(body)};
}

Checked<PlatformAnswer> answer_conversation_details(const PlatformContext& context,
                                                    const PlatformRequest& request) {
  const auto index = shown(context, request.id);
  if (!index) return not_found();
  std::string body;
  context.source.append_record(body, *index, context.now, Attributes::hidden);
  return PlatformAnswer{std::move(body)};
}

}  // namespace nowthen::sim
