#include "genesys/platform/platform_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::genesys::platform {
namespace {

constexpr std::size_t max_id_bytes = 256;
constexpr std::size_t max_predicates = 200;
constexpr int most_per_page = 100;
constexpr int most_job_results = 10'000;
constexpr int most_ids = 500;

Error refused(std::string message, std::string hint) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

Result<void> check_id(std::string_view what, const std::string& id) {
  if (id.empty())
    return refused(fmt::format("a {} id is empty", what), fmt::format("give the {}'s id", what));
  if (id.size() <= max_id_bytes) return {};
  return refused(fmt::format("a {} id is longer than {} bytes", what, max_id_bytes), "check the id");
}

Result<void> check_interval(const Interval& interval) {
  if (interval.begin < interval.end) return {};
  return refused("the interval ends before it begins", "give a start that is before the end");
}

Result<void> check_size(std::string_view what, int size, int most) {
  if (size >= 1 && size <= most) return {};
  return refused(fmt::format("{} {} is not possible", what, size), fmt::format("use 1 to {}", most));
}

Result<void> check_metrics(const std::vector<std::string>& metrics) {
  if (!metrics.empty()) return {};
  return refused("no metric is asked for", "name at least one, such as oWaiting or nOffered");
}

std::size_t predicates_of(const Filter& filter) {
  std::size_t count = filter.predicates.size();
  for (const auto& clause : filter.clauses) count += clause.predicates.size();
  return count;
}

}  // namespace

Result<void> check(const JobId& id) { return check_id("job", id.str()); }

Result<void> check(const JobQuery& query) {
  if (query.limit && *query.limit < 1)
    return refused("a limit below 1 leaves nothing", "leave it out, or use 1 or more");
  return check_interval(query.interval);
}

Result<void> check(const DetailsPageQuery& query) {
  if (query.page_number < 1) return refused("page numbers begin at 1", "use 1 or more");
  if (auto checked = check_size("a page size of", query.page_size, most_per_page); !checked) return checked;
  return check_interval(query.interval);
}

Result<void> check(const JobPageQuery& query) {
  return check_size("a page size of", query.page_size, most_job_results);
}

Result<void> check(const IdsQuery& query) {
  for (const auto& id : query.ids)
    if (auto checked = check_id("conversation", id.str()); !checked) return checked;
  return check_size("ids_per_request", query.ids_per_request, most_ids);
}

Result<void> check(const ActivityQuery& query) {
  if (auto checked = check_metrics(query.metrics); !checked) return checked;
  if (query.group_by.empty())
    return refused("activity needs something to group by", "use queueId, mediaType, or another dimension");
  if (query.page_number < 1) return refused("page numbers begin at 1", "use 1 or more");
  return check_size("a page size of", query.page_size, most_per_page);
}

Result<void> check(const ObservationQuery& query) {
  const std::size_t predicates = predicates_of(query.filter);
  if (predicates == 0) return refused("observations need a filter", "name the queues or users to observe");
  if (predicates > max_predicates)
    return refused(fmt::format("{} predicates are too many", predicates),
                   fmt::format("ask for at most {} queues or users at once", max_predicates));
  return check_metrics(query.metrics);
}

Result<void> check(const AggregateQuery& query) {
  if (auto checked = check_interval(query.interval); !checked) return checked;
  return check_metrics(query.metrics);
}

}  // namespace nowthen::genesys::platform
