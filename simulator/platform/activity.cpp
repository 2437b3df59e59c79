#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/activity_request.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/listing_page.hpp"
#include "simulator/platform/live_work.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_entities = 100;

Work work_of(std::string_view metric) {
  if (metric == "oAlerting") return Work::alerting;
  return metric.ends_with("Waiting") ? Work::waiting : Work::interacting;
}

/// What is going on in one group.
struct Group {
  struct Count {
    std::int64_t count = 0;
    Instant longest = absent;
  };
  std::array<Count, 3> counts;
  std::string entities;
  std::size_t shown = 0;
  bool truncated = false;
};

class ActivityBoard {
 public:
  explicit ActivityBoard(const ActivityQuery& query) : query_(query) {}

  void add(Work work, const SegmentPlace& place) {
    const bool is_asked_for =
        std::any_of(query_.metrics.begin(), query_.metrics.end(),
                    [work](const auto& metric) { return work_of(metric.name) == work; });
    const NamedValues values = values_of(place);
    if (!is_asked_for || !passes(values, query_.filter)) return;
    for (const GroupKey& key : groups_of(values, query_.grouping)) add(groups_[key], work, place);
  }

  std::string body(const NumberedPage& page) const {
    std::vector<const std::pair<const GroupKey, Group>*> rows;
    for (const auto& row : groups_) rows.push_back(&row);
    if (query_.descending) std::reverse(rows.begin(), rows.end());
    std::string body = R"({"results":[)";
    for (std::size_t at = page.first(rows.size()); at < page.end(rows.size()); ++at) {
      if (body.back() != '[') body += ',';
      append(body, rows[at]->first, rows[at]->second);
    }
    return body + R"(],"entityIdDimension":"conversationId"})";
  }

 private:
  void add(Group& group, Work work, const SegmentPlace& place) const {
    Group::Count& count = group.counts.at(static_cast<std::size_t>(work));
    ++count.count;
    count.longest = std::min(count.longest, place.segment.start);
    for (const auto& metric : query_.metrics)
      if (metric.details && work_of(metric.name) == work) add_entity(group, metric.name, place);
  }

  static void add_entity(Group& group, std::string_view metric, const SegmentPlace& place) {
    if (group.shown == most_entities) {
      group.truncated = true;
      return;
    }
    ++group.shown;
    std::string& out = group.entities;
    if (!out.empty()) out += ',';
    out += R"({"activityDate":)";
    append_json_instant(out, place.segment.start);
    out += fmt::format(R"(,"metric":"{}","mediaType":)", metric);
    append_json_string(out, place.session.media_type);
    if (const auto queue = queue_of(place); !queue.empty()) {
      out += R"(,"queueId":)";
      append_json_string(out, queue);
    }
    append_work(out, place);
    out += '}';
  }

  void append(std::string& out, const GroupKey& key, const Group& group) const {
    out += '{';
    append_group(out, query_.grouping, key);
    out += R"(,"data":[)";
    for (const auto& metric : query_.metrics) append_metric(out, metric.name, group);
    out += fmt::format(R"(],"truncated":{},"entities":[{}]}})", group.truncated, group.entities);
  }

  static void append_metric(std::string& out, std::string_view metric, const Group& group) {
    const Group::Count& count = group.counts.at(static_cast<std::size_t>(work_of(metric)));
    const bool is_longest = metric.starts_with("oLongest");
    if (is_longest && count.longest == absent) return;
    if (out.back() != '[') out += ',';
    const std::int64_t value = is_longest ? count.longest.time_since_epoch().count() : count.count;
    out += fmt::format(R"({{"metric":"{}","{}":{}}})", metric, is_longest ? "calculatedMetricValue" : "count",
                       value);
  }

  const ActivityQuery& query_;
  std::map<GroupKey, Group> groups_;
};

}  // namespace

Checked<PlatformAnswer> answer_activity(const PlatformContext& context, const PlatformRequest& request) {
  const auto page = read_page(request.target.query);
  if (!page) return page.error();
  const auto query = parse_activity_query(request.body);
  if (!query) return query.error();
  ActivityBoard board(*query);
  for_each_work(context.source, context.now,
                [&board](Work work, const SegmentPlace& place) { board.add(work, place); });
  return PlatformAnswer{board.body(*page)};
}

}  // namespace nowthen::sim
