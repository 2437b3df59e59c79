#include "cli/commands/compare_run.hpp"

#include "cli/commands/read_all.hpp"

namespace nowthen::cli {
namespace {

/// Reads a side without keeping each record's bytes, which the comparison does not look at.
Result<std::vector<Conversation>> read_side(const CompareParts& parts, Listing& listing) {
  return read_all(listing, [&](Page& page) {
    for (Conversation& conversation : page.conversations) conversation.json = {};
    if (parts.after_page) parts.after_page(listing.report());
  });
}

}  // namespace

Result<ComparisonReport> compare_now(const CompareParts& parts, const CompareQuery& query) {
  ComparisonReport report;
  // The platform's live listing holds starts of the 31 days before it begins: nothing that starts meanwhile.
  const bool on_platform = parts.client.contract() == Contract::platform;
  if (on_platform) {
    report.options.live_keeps = std::chrono::milliseconds{0};
    report.options.live_reaches = std::chrono::days{31};
    report.options.history_has_open = true;
  }
  report.options.live_began_at = parts.clock.now();
  auto live_listing = parts.client.live(
      {.page_size = query.page_size, .media = query.media, .queues = query.queues}, parts.stop);
  const auto live = read_side(parts, live_listing);
  if (!live) return live.error();
  report.live = live_listing.report();
  report.options.live_read_at = parts.clock.now();

  report.options.window = {report.options.live_began_at - query.last,
                           on_platform ? report.options.live_began_at : report.options.live_read_at};
  auto history_listing = parts.client.history({.interval = report.options.window,
                                               .page_size = query.page_size,
                                               .media = query.media,
                                               .queues = query.queues},
                                              parts.stop);
  const auto history = read_side(parts, history_listing);
  if (!history) return history.error();
  report.history = history_listing.report();
  report.options.history_read_at = parts.clock.now();
  report.comparison = compare_sides(*live, *history, report.options);
  return report;
}

}  // namespace nowthen::cli
