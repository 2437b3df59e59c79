#pragma once
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "genesys/platform/details_walk.hpp"

namespace nowthen::genesys::platform {

/// What a server may take an interval to mean.
enum class Semantics { start_day, started_and_active, overlap };

/// A details query over conversations kept in a list, for tests of the walk.
class DetailsServer {
 public:
  struct Kept {
    std::string id;
    Instant start;
    std::optional<Instant> end;
    std::string media = "voice";
  };

  explicit DetailsServer(Semantics semantics, std::int64_t max_results = 100'000)
      : semantics_(semantics), max_results_(max_results) {}

  void add(Kept kept) {
    const auto after = std::upper_bound(kept_.begin(), kept_.end(), kept,
                                        [](const Kept& a, const Kept& b) { return a.start < b.start; });
    kept_.insert(after, std::move(kept));
  }
  void remove(std::size_t index) { kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(index)); }
  const std::vector<Kept>& kept() const { return kept_; }

  /// From now on totals are so much lower than what there is, as rough totals may be.
  void understate_totals(std::int64_t by) { understated_by_ = by; }

  /// Whether a client never broke a rule: 31 days, the bound on results.
  bool rules_kept() const { return rules_kept_; }

  PageRecords answer(const HistoryAsk& ask, int page_size, Wanted wanted = Wanted::started) {
    rules_kept_ = rules_kept_ && ask.window.length() <= std::chrono::days{31} &&
                  ask.page_number * page_size <= max_results_;
    const std::int64_t first = (ask.page_number - 1) * page_size;
    std::int64_t at = 0;
    PageRecords page;
    for (const Kept& kept : kept_) {
      if (!matches(kept, ask, wanted)) continue;
      if (at >= first && at < first + page_size) page.conversations.push_back(shown_as(kept));
      ++at;
    }
    page.total = std::max<std::int64_t>(0, at - understated_by_);
    return page;
  }

 private:
  static Conversation shown_as(const Kept& kept) {
    Conversation conversation;
    conversation.id = ConversationId(kept.id);
    conversation.started_at = kept.start;
    conversation.ended_at = kept.end;
    conversation.media_type = kept.media;
    return conversation;
  }

  bool matches(const Kept& kept, const HistoryAsk& ask, Wanted wanted) const {
    if (wanted == Wanted::still_open && kept.end) return false;
    if (!ask.media.empty() && ask.media != kept.media) return false;
    using std::chrono::days;
    const bool on_touched_day = kept.start >= std::chrono::floor<days>(ask.window.begin) &&
                                kept.start < std::chrono::ceil<days>(ask.window.end);
    const bool active = kept.start < ask.window.end && (!kept.end || *kept.end >= ask.window.begin);
    if (semantics_ == Semantics::start_day) return on_touched_day;
    if (semantics_ == Semantics::overlap) return active;
    return on_touched_day && active;
  }

  Semantics semantics_;
  std::int64_t max_results_;
  std::vector<Kept> kept_;  ///< By start.
  std::int64_t understated_by_ = 0;
  bool rules_kept_ = true;
};

/// What came out of a walk.
struct Reading {
  std::vector<std::string> ids;
  std::vector<HistoryAsk> asked;
  std::optional<std::string> next;
  ListingReport report;

  std::set<std::string> distinct() const { return {ids.begin(), ids.end()}; }
};

/// Walks to the end. `between` is called after each request.
template <class Between>
Reading walk_through(DetailsWalk walk, DetailsServer& server, Between between) {
  Reading reading;
  for (int request = 0; request < 100'000; ++request) {
    const auto ask = walk.next().value();
    if (!ask) break;
    reading.asked.push_back(*ask);
    const auto page = walk.take(server.answer(*ask, walk.query().page_size, walk.wanted())).value();
    between();
    if (!page) continue;
    for (const auto& conversation : page->conversations) reading.ids.push_back(conversation.id.str());
    reading.next = page->next;
  }
  reading.report = walk.report();
  return reading;
}

inline Reading walk_through(DetailsWalk walk, DetailsServer& server) {
  return walk_through(std::move(walk), server, [] {});
}

}  // namespace nowthen::genesys::platform
