#include "cli/commands/reconciliation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

std::string day_text(Instant day) { return format_instant(day).substr(0, 10); }

std::optional<std::int64_t> number_in(const std::map<std::string, std::int64_t>& counts, const char* metric) {
  const auto found = counts.find(metric);
  return found == counts.end() ? std::nullopt : std::optional(found->second);
}

json::value or_null(std::optional<std::int64_t> count) {
  return count ? json::value(*count) : json::value(nullptr);
}

void add_query_differences(const ReconciledDay& day, std::vector<DayDifference>& differences) {
  for (const ListedAlone& each : day.by_query_alone)
    differences.push_back({day.day, fmt::format("conversation {} is in no job", each.id),
                           each.first_seen >= day.available_until
                               ? "it was seen first after the data of the day's latest job"
                               : "jobs should have had it: nowthen show says which replies did"});
}

void add_count_differences(const ReconciledDay& day, std::vector<DayDifference>& differences) {
  for (const char* metric : compared_metrics) {
    const auto counted = number_in(day.counted, metric);
    const auto held = number_in(day.held, metric).value_or(0);
    if (!counted || *counted == held) continue;
    differences.push_back({day.day, fmt::format("{}: {} counted, {} here", metric, *counted, held),
                           *counted > held
                               ? "something is lacking, or came after the day's latest reading"
                               : "something was deleted or corrected after the day's latest reading"});
  }
}

std::string shown(std::optional<std::int64_t> count) { return count ? grouped(*count) : "-"; }

template <class... Cells>
std::string columns(const Cells&... cells) {
  return fmt::format("{:<10}  {:>7}  {:>7}  {:>7}  {:>11}  {:>11}  {:>13}\n", cells...);
}

std::string day_line(const ReconciledDay& day) {
  const auto pair = [&day](const char* metric) {
    return fmt::format("{}/{}", shown(number_in(day.held, metric)), shown(number_in(day.counted, metric)));
  };
  return columns(day_text(day.day), grouped(day.by_both), grouped(day.by_job_alone),
                 grouped(std::ssize(day.by_query_alone)), pair("nConnected"), pair("nOffered"),
                 pair(shown_metric));
}

}  // namespace

void take_counts(const Aggregates& aggregates, Reconciliation& found) {
  for (const AggregateGroup& group : aggregates.results)
    for (const AggregateSpan& span : group.data) {
      const auto begin = parse_instant(std::string_view(span.interval).substr(0, span.interval.find('/')));
      if (!begin) continue;
      const auto day = std::find_if(found.days.begin(), found.days.end(),
                                    [&](const ReconciledDay& each) { return each.day == *begin; });
      if (day == found.days.end()) continue;
      for (const AggregateMetric& metric : span.metrics)
        if (metric.stats.count) day->counted[metric.metric] += *metric.stats.count;
    }
}

std::vector<DayDifference> differences_in(const Reconciliation& found) {
  std::vector<DayDifference> differences;
  for (const ReconciledDay& day : found.days) {
    add_query_differences(day, differences);
    add_count_differences(day, differences);
  }
  return differences;
}

std::string reconciliation_text(const Reconciliation& found, const Palette& palette) {
  std::string text = found.not_counted.empty() ? ""
                                               : fmt::format("the server's counts were not asked for: {}\n",
                                                             printable(found.not_counted));
  text += live_reconciliation_text(found.live, palette);
  if (found.days.empty())
    return text +
           "no day was proven by a job yet, so there is nothing to compare: nowthen status says how far each "
           "is\n";
  text += palette.paint(Style::bold,
                        columns("day", "by both", "job", "query", "connected", "offered", "conversations"));
  text += palette.paint(Style::dim,
                        columns("", "", "alone", "alone", "here/server", "here/server", "here/server"));
  for (const ReconciledDay& day : found.days) text += day_line(day);
  const auto differences = differences_in(found);
  for (const DayDifference& each : differences)
    text += palette.paint(Style::red,
                          fmt::format("{}: {}: {}", day_text(each.day), printable(each.what), each.cause)) +
            "\n";
  if (!differences.empty()) return text;
  return text +
         palette.paint(Style::green,
                       fmt::format("{} day{} agree{}", grouped(std::ssize(found.days)),
                                   found.days.size() == 1 ? "" : "s", found.days.size() == 1 ? "s" : "")) +
         "\n";
}

std::string reconciliation_json(const Reconciliation& found) {
  json::array days;
  for (const ReconciledDay& day : found.days) {
    json::object metrics;
    for (const char* metric : {compared_metrics[0], compared_metrics[1], shown_metric})
      metrics[metric] = {{"here", number_in(day.held, metric).value_or(0)},
                         {"counted", or_null(number_in(day.counted, metric))}};
    days.push_back({{"day", day_text(day.day)},
                    {"by_both", day.by_both},
                    {"by_job_alone", day.by_job_alone},
                    {"by_query_alone", std::ssize(day.by_query_alone)},
                    {"deleted_since", day.deleted_since},
                    {"metrics", std::move(metrics)}});
  }
  const auto found_differences = differences_in(found);
  json::array differences;
  for (const DayDifference& each : found_differences)
    differences.push_back({{"day", day_text(each.day)}, {"what", each.what}, {"cause", each.cause}});
  const json::object all{
      {"agree", found_differences.empty() && found.live.incidents() == 0},
      {"days", std::move(days)},
      {"differences", std::move(differences)},
      {"live", live_reconciliation_json(found.live)},
      {"not_counted", found.not_counted.empty() ? json::value(nullptr) : json::value(found.not_counted)}};
  return json::serialize(all) + "\n";
}

}  // namespace nowthen::cli
