#include "serve/readiness.hpp"

#include <fmt/format.h>

namespace nowthen::serve {
namespace {

std::string old(std::string_view what, std::chrono::milliseconds age, const std::string& why) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(age).count();
  return fmt::format("{} {} minutes ago{}{}", what, minutes, why.empty() ? "" : ": ", why);
}

}  // namespace

Readiness readiness(const Snapshot& state, Instant now, const ReadinessLimits& limits) {
  Readiness found;
  if (!state.feed_trouble.empty()) found.doubts.push_back("the feed does not run: " + state.feed_trouble);
  if (!state.has_feed_told || !state.feed.looked_at)
    found.doubts.push_back("the feed has not looked yet" +
                           (state.feed.trouble.empty() ? "" : ": " + state.feed.trouble));
  else if (now - *state.feed.looked_at > limits.look)
    found.doubts.push_back(old("the feed looked last", now - *state.feed.looked_at, state.feed.trouble));
  if (state.has_feed_told && !state.feed.lines.all_come)
    found.notes.push_back((state.feed.lines.connected > 0 ? "the feed asks as well, not all events come: "
                                                          : "the feed asks, events do not come: ") +
                          state.feed.lines.why_not);
  if (!state.feed.no_room.empty())
    found.notes.push_back("what the feed sees is not kept: " + state.feed.no_room);
  const SyncState& sync = state.sync;
  if (!sync.without_jobs.empty())
    found.notes.push_back("nothing is settled without jobs: " + sync.without_jobs);
  const Instant synced = sync.succeeded_at.value_or(state.started_at);
  if (now - synced > limits.sync)
    found.doubts.push_back(old("a sync succeeded last", now - synced, sync.trouble));
  return found;
}

}  // namespace nowthen::serve
