#include "cli/commands/live_reconciliation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

/// Ends that are seen, not told, are some seconds late.
constexpr std::chrono::seconds tolerance{5};
/// Some records appear only after days.
constexpr std::chrono::days longest_delay{4};

std::string what_of(const SeenLive& seen, LiveVerdict verdict) {
  const std::string ended = format_instant(seen.ended);
  switch (verdict) {
    case LiveVerdict::late:
    case LiveVerdict::missing: return fmt::format("ended at {} and is not in history", ended);
    case LiveVerdict::deleted: return "history had it and knows it no more";
    case LiveVerdict::never_ended: return fmt::format("ended at {}, and history has no end", ended);
    default: break;
  }
  if (seen.live_parts != seen.history_parts)
    return fmt::format("queues, agents or media: live {}, history {}", seen.live_parts, seen.history_parts);
  const auto apart = seen.history_ended ? *seen.history_ended - seen.ended : std::chrono::milliseconds(0);
  return fmt::format("history ends {:.1f} s {}", std::abs(static_cast<double>(apart.count())) / 1000,
                     apart.count() < 0 ? "earlier" : "later");
}

std::string seconds_text(std::chrono::milliseconds span) {
  return fmt::format("{:.0f} s", static_cast<double>(span.count()) / 1000);
}

std::chrono::milliseconds quantile(const std::vector<std::chrono::milliseconds>& sorted, double share) {
  return sorted.at(static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1)));
}

}  // namespace

std::string_view name_of(LiveVerdict verdict) noexcept {
  constexpr std::array<std::string_view, 7> names{"agrees",      "late", "missing", "deleted",
                                                  "never_ended", "gap",  "differs"};
  return names.at(static_cast<std::size_t>(verdict));
}

LiveVerdict judge(const SeenLive& seen, Instant now) {
  if (seen.is_deleted) return LiveVerdict::deleted;
  if (!seen.is_in_history) return now - seen.ended < longest_delay ? LiveVerdict::late : LiveVerdict::missing;
  const bool is_same_end = seen.history_ended && *seen.history_ended - seen.ended <= tolerance &&
                           seen.ended - *seen.history_ended <= tolerance;
  // A thread may rest for days without an end: then what was seen is all there.
  if (is_same_end && seen.live_parts == seen.history_parts) return LiveVerdict::agrees;
  if (!seen.has_end) return LiveVerdict::never_ended;
  return seen.overlaps_gap ? LiveVerdict::gap : LiveVerdict::differs;
}

std::int64_t LiveReconciliation::incidents() const noexcept {
  return std::count_if(differences.begin(), differences.end(), [](const LiveDifference& each) {
    return each.verdict != LiveVerdict::late && each.verdict != LiveVerdict::gap;
  });
}

LiveReconciliation reconcile_live(const std::vector<SeenLive>& all, Instant now) {
  LiveReconciliation found;
  for (const SeenLive& seen : all) {
    ++found.compared;
    if (seen.appeared)
      found.delays.push_back(std::max(*seen.appeared - seen.ended, std::chrono::milliseconds(0)));
    const LiveVerdict verdict = judge(seen, now);
    if (verdict != LiveVerdict::agrees)
      found.differences.push_back({.id = seen.id, .verdict = verdict, .what = what_of(seen, verdict)});
  }
  std::sort(found.delays.begin(), found.delays.end());
  return found;
}

std::string live_reconciliation_text(const LiveReconciliation& found, const Palette& palette) {
  if (found.compared == 0) return "";
  std::string text =
      fmt::format("seen live: {} conversations, {} differ\n", found.compared, found.differences.size());
  if (!found.delays.empty())
    text +=
        fmt::format("from an end to its appearance in history: half within {}, 95 % within {}, at most {}\n",
                    seconds_text(quantile(found.delays, 0.5)), seconds_text(quantile(found.delays, 0.95)),
                    seconds_text(found.delays.back()));
  for (const LiveDifference& each : found.differences)
    text += palette.paint(Style::red, fmt::format("{}: {}: {}", printable(each.id), name_of(each.verdict),
                                                  printable(each.what))) +
            "\n";
  return text;
}

json::object live_reconciliation_json(const LiveReconciliation& found) {
  json::array differences;
  for (const LiveDifference& each : found.differences)
    differences.push_back(
        {{"conversation_id", each.id}, {"cause", name_of(each.verdict)}, {"what", each.what}});
  json::value delays = nullptr;
  if (!found.delays.empty())
    delays = {{"count", std::ssize(found.delays)},
              {"half_ms", quantile(found.delays, 0.5).count()},
              {"p95_ms", quantile(found.delays, 0.95).count()},
              {"longest_ms", found.delays.back().count()}};
  return {{"compared", found.compared},
          {"incidents", found.incidents()},
          {"differences", std::move(differences)},
          {"delay", std::move(delays)}};
}

}  // namespace nowthen::cli
