#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "simulator/platform/aggregate_request.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/metric_place.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/state.hpp"
#include "simulator/platform/statistics.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_cells = 100'000;

/// What a metric adds up: waiting for an agent is what the queue measures.
std::string_view source_of(std::string_view metric) { return metric == "tWait" ? "tAcd" : metric; }

struct Cell {
  std::vector<Statistics> statistics;  ///< One for each metric of the query.
  ServiceLevel service;
};

/// Adds up metrics by group and by the piece of the interval in which they were emitted.
class AggregateBoard {
 public:
  AggregateBoard(const AggregateQuery& query, const Directory& directory)
      : query_(query), directory_(directory) {}

  void add(const ConversationFacts& facts) {
    for (const ParticipantFacts& participant : facts.participants)
      for (const SessionFacts& session : facts.sessions_of(participant)) add({facts, participant, session});
  }

  bool is_too_large() const { return cell_count_ > most_cells; }

  std::string body() const {
    std::string out = R"({"results":[)";
    for (const auto& [key, pieces] : groups_) {
      if (out.back() != '[') out += ',';
      out += '{';
      append_group(out, query_.grouping, key);
      out += R"(,"data":[)";
      for (const auto& [number, cell] : pieces) append_piece(out, query_.piece(number), cell);
      out += "]}";
    }
    return out + "]}";
  }

 private:
  using Pieces = std::map<std::int64_t, Cell>;

  void add(const SessionPlace& place) {
    const auto metrics = place.facts.metrics_of(place.session);
    const bool matters = std::any_of(metrics.begin(), metrics.end(), [this](const MetricFacts& metric) {
      return query_.interval.contains(metric.emitted) && is_asked_for(metric.name);
    });
    if (!matters) return;
    const NamedValues values = values_of(place);
    if (!passes(values, query_.filter)) return;
    const DirectoryQueue* queue = directory_.queue(queue_of(place));
    for (const GroupKey& key : groups_of(values, query_.grouping))
      for (const MetricFacts& metric : metrics)
        if (query_.interval.contains(metric.emitted) && is_asked_for(metric.name)) {
          Cell& cell = cell_at(groups_[key], query_.piece_of(metric.emitted));
          add(cell, metric);
          add_service(cell.service, metric, queue);
        }
  }

  bool is_asked_for(std::string_view name) const {
    return std::any_of(query_.metrics.begin(), query_.metrics.end(), [name](const std::string& metric) {
      if (!metric.starts_with("oService")) return source_of(metric) == name;
      return name == "tAnswered" || name == "tAbandon";
    });
  }

  Cell& cell_at(Pieces& pieces, std::int64_t number) {
    const auto [found, is_new] = pieces.try_emplace(number);
    if (is_new) {
      ++cell_count_;
      found->second.statistics.resize(query_.metrics.size());
    }
    return found->second;
  }

  void add(Cell& cell, const MetricFacts& metric) const {
    for (std::size_t at = 0; at < query_.metrics.size(); ++at)
      if (source_of(query_.metrics[at]) == metric.name) cell.statistics[at].add(metric.value);
  }

  static void add_service(ServiceLevel& service, const MetricFacts& metric, const DirectoryQueue* queue) {
    if (queue == nullptr) return;
    service.aim(queue->service_percent);
    const bool answered = metric.name == "tAnswered";
    if (!answered && metric.name != "tAbandon") return;
    ++service.all;
    if (answered && metric.value <= queue->service_seconds * std::int64_t{1000}) ++service.in_time;
  }

  void append_piece(std::string& out, const Interval& interval, const Cell& cell) const {
    if (out.back() != '[') out += ',';
    out += fmt::format(R"({{"interval":"{}/{}","metrics":[)", format_instant(interval.begin),
                       format_instant(interval.end));
    for (std::size_t at = 0; at < query_.metrics.size(); ++at) append_metric(out, at, cell);
    out += "]}";
  }

  void append_metric(std::string& out, std::size_t at, const Cell& cell) const {
    const std::string& metric = query_.metrics[at];
    const bool is_level = metric == "oServiceLevel" && cell.service.all > 0;
    const bool is_target = metric == "oServiceTarget" && cell.service.has_target();
    const Statistics& statistics = cell.statistics[at];
    if (!is_level && !is_target && statistics.count == 0) return;
    out += fmt::format(R"({}{{"metric":"{}",)", out.back() == '[' ? "" : ",", metric);
    if (is_level)
      cell.service.append_level(out);
    else if (is_target)
      cell.service.append_target(out);
    else
      statistics.append_to(out, metric);
    out += '}';
  }

  const AggregateQuery& query_;
  const Directory& directory_;
  std::map<GroupKey, Pieces> groups_;
  std::size_t cell_count_ = 0;
};

/// Whether the record can have a metric in the interval. A day is more than a metric can come after the last
/// segment.
bool may_matter(const PlatformEntry& entry, const Interval& interval, Instant at) {
  return entry.is_shown(at) && entry.last_activity(at) >= interval.begin - std::chrono::days(1);
}

}  // namespace

Checked<PlatformAnswer> answer_aggregates(const PlatformContext& context, const PlatformRequest& request) {
  const auto query = parse_aggregate_query(request.body);
  if (!query) return query.error();
  AggregateBoard board(*query, context.state.directory_for(context.source));
  const auto entries = context.source.entries();
  for (std::size_t index = 0; index < entries.size(); ++index) {
    if (entries[index].first_activity >= query->interval.end) continue;
    if (!may_matter(entries[index], query->interval, context.now)) continue;
    board.add(context.source.facts(index, context.now, Knowledge::of_history));
    if (board.is_too_large())
      return platform_bad_request(
          "groupBy", fmt::format("The query has more than {} results: ask for a shorter interval, fewer "
                                 "dimensions or a coarser granularity.",
                                 most_cells));
  }
  return PlatformAnswer{board.body()};
}

}  // namespace nowthen::sim
