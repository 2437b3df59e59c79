#include "serve/notice_loop.hpp"

#include <chrono>

#include "serve/past_waits.hpp"
#include "serve/table_news.hpp"

namespace nowthen::serve {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds between_ticks{1};
constexpr std::chrono::seconds between_questions{15};
constexpr std::chrono::minutes longest_start{1};

class NoticeLoop {
 public:
  explicit NoticeLoop(const NoticeParts& parts) : parts_(parts) {}

  Result<void> run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const std::uint64_t seen = parts_.notices->version();
      ask_tables(stop);
      if (knows_incidents())
        if (auto told = tell(); !told) return told;
      parts_.notices->wait_for_newer(seen, between_ticks, stop);
    }
    return {};
  }

 private:
  /// Tables that do not answer now do so later; what they would have told is told then.
  void ask_tables(const std::stop_token& stop) {
    if (Steady::now() < due_) return;
    due_ = Steady::now() + between_questions;
    auto tables = parts_.open_tables(stop);
    auto news = tables ? reader_.read(**tables, parts_.now(), stop) : Result<TableNews>(tables.error());
    if (!news && !has_read_) due_ = Steady::now() + between_ticks;
    if (tables) recall_waits(**tables, stop);
    if (!news) return;
    news_ = *std::move(news);
    has_read_ = true;
  }

  /// Once a start, and again: for rules of a longer span, whenever the feed's gap is another one or is
  /// healed, and where the tables did not answer.
  void recall_waits(access::Tables& tables, const std::stop_token& stop) {
    const auto span = parts_.announcer->rate_span();
    const auto gap = parts_.notices->read().feed.gap;
    if (span.count() == 0 || (span <= recalled_span_ && gap == recalled_gap_)) return;
    const Instant now = parts_.now();
    const auto past = read_past_waits(tables, now, span, stop);
    if (!past) return;
    const Instant since = past->since.value_or(now);
    parts_.announcer->recall(past->legs, {since, now});
    // One that the feed has just noticed may not be in the tables yet, nor that it is healed.
    const bool is_in_span = gap && gap->ended_at.value_or(now) > now - span;
    if (past->has_gap) parts_.announcer->leave_unknown_before(since);
    if (is_in_span) parts_.announcer->leave_unknown_before(std::min(gap->ended_at.value_or(now), now));
    if (past->has_gap && !gap) return;
    recalled_span_ = span;
    recalled_gap_ = gap;
  }

  /// An alert about an incident must not resolve because nobody has looked yet since the start. Where the
  /// tables cannot be asked for a minute, the rest goes on without them.
  bool knows_incidents() const { return has_read_ || Steady::now() - started_ > longest_start; }

  Result<void> tell() {
    if (auto rules = parts_.take_rules ? parts_.take_rules() : std::nullopt)
      parts_.announcer->rules_are(*std::move(rules));
    Announcement told = parts_.announcer->look(parts_.notices->read(), parts_.now(), news_.incidents);
    for (webhooks::Event& event : news_.events) told.events.push_back(std::move(event));
    news_.events.clear();
    if (!told.events.empty() || told.note) {
      const auto accepted = parts_.dispatcher->accept(told.events, std::move(told.note));
      if (!accepted) return accepted.error();
    }
    for (const alerts::Change& change : told.changes) parts_.on_alert(change);
    changes_ += static_cast<std::int64_t>(told.changes.size());
    parts_.notices->notices_are({.firing = parts_.announcer->firing(),
                                 .changes = changes_,
                                 .receivers = parts_.dispatcher->status()});
    return {};
  }

  const NoticeParts& parts_;
  NewsReader reader_;
  TableNews news_;
  Steady::time_point started_ = Steady::now();
  Steady::time_point due_ = started_;
  bool has_read_ = false;
  std::chrono::milliseconds recalled_span_{0};  ///< Of waits that ended before now.
  std::optional<live::Gap> recalled_gap_;       ///< The feed's, then.
  std::int64_t changes_ = 0;
};

}  // namespace

Result<void> run_notices(const NoticeParts& parts, const std::stop_token& stop) {
  return NoticeLoop(parts).run(stop);
}

}  // namespace nowthen::serve
