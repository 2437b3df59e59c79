#include "cli/commands/doctor_empty.hpp"

#include <fmt/format.h>

#include "cli/commands/doctor_checks.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

/// A filter by the option that gives it.
struct Given {
  const char* option;
  std::vector<std::string> HistoryQuery::*values;
};
constexpr Given filters[] = {{"--media", &HistoryQuery::media},
                             {"--queue", &HistoryQuery::queues},
                             {"--direction", &HistoryQuery::directions}};

std::vector<Given> given_in(const HistoryQuery& query) {
  std::vector<Given> given;
  for (const Given& filter : filters)
    if (!(query.*filter.values).empty()) given.push_back(filter);
  return given;
}

std::string shown(const Interval& range) {
  return fmt::format("{} to {}", format_instant(range.begin), format_instant(range.end));
}

Finding empty(const HistoryQuery& query, std::string cause, std::string cure) {
  return {.check = "results",
          .verdict = Verdict::warning,
          .detail = "history is empty from " + shown(query.interval),
          .cause = std::move(cause),
          .cure = std::move(cure)};
}

/// The first filter without which there is something; empty: none alone.
Result<std::optional<Finding>> excluded_by_one(const HistoryQuery& query, const HoldsAny& holds_any) {
  for (const Given& filter : given_in(query)) {
    HistoryQuery without = query;
    (without.*filter.values).clear();
    const auto any = holds_any(without);
    if (!any) return any.error();
    if (*any)
      return std::optional(
          empty(query,
                fmt::format("{} {} excludes everything", filter.option, fmt::join(query.*filter.values, ",")),
                fmt::format("leave {} out, or look its value up", filter.option)));
  }
  return std::optional<Finding>{};
}

/// For a range in which nothing is, whatever the filters.
Result<Finding> out_of_range(const HistoryQuery& query, const Interval& wider, const HoldsAny& holds_any) {
  HistoryQuery all = query;
  all.media.clear();
  all.queues.clear();
  all.directions.clear();
  all.interval = wider;
  const auto any = holds_any(all);
  if (!any) return any.error();
  if (*any)
    return empty(query,
                 "the range is outside what the server holds: it has conversations from " + shown(wider),
                 "ask for another range with --from and --to");
  return empty(query, "the server shows no conversation from " + shown(wider) + " either",
               "check that the region is the organisation's, and that the OAuth client's roles reach the "
               "divisions of its conversations");
}

Result<Finding> explained(const HistoryQuery& query, const Interval& wider, const HoldsAny& holds_any) {
  const auto any = holds_any(query);
  if (!any) return any.error();
  if (*any)
    return Finding{.check = "results", .detail = "history has conversations from " + shown(query.interval)};
  const auto given = given_in(query);
  auto one = excluded_by_one(query, holds_any);
  if (!one) return one.error();
  if (*one) return **std::move(one);
  if (given.size() < 2) return out_of_range(query, wider, holds_any);

  HistoryQuery bare{.interval = query.interval, .page_size = query.page_size, .max_pages = query.max_pages};
  const auto unfiltered = holds_any(bare);
  if (!unfiltered) return unfiltered.error();
  if (!*unfiltered) return out_of_range(query, wider, holds_any);
  std::string names;
  for (const Given& filter : given) names += (names.empty() ? "" : " and ") + std::string(filter.option);
  return empty(query, names + " exclude everything together", "leave one after the other of them out");
}

}  // namespace

Result<Finding> empty_finding(const HistoryQuery& query, const Interval& wider, const HoldsAny& holds_any) {
  auto finding = explained(query, wider, holds_any);
  if (finding || finding.error().kind == ErrorKind::cancelled) return finding;
  Finding unknown{.check = "results",
                  .detail = "whether history has conversations from " + shown(query.interval)};
  unknown = failed(std::move(unknown), finding.error());
  if (exit_code_of(finding.error()) == ExitCode::usage) unknown.verdict = Verdict::not_checked;
  return unknown;
}

}  // namespace nowthen::cli
