#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/seeded_random.hpp"
#include "genesys/history_walk.hpp"

namespace nowthen::genesys {
namespace {
using std::chrono::milliseconds;

const Instant start{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};
constexpr int days = 200;

/// A server that serves what it holds at that moment, so that records move between the pages of one listing.
class MovingServer {
 public:
  struct Habits {
    int records = 0;
    bool adds = false;
    bool removes = false;
    bool repeats_pages = false;
    bool has_empty_pages = false;
  };

  MovingServer(std::uint64_t seed, Habits habits) : random_(seed), habits_(habits) {
    for (int i = 0; i < habits.records; ++i) add();
    always_there_ = ids();
  }

  HistoryPage answer(const HistoryAsk& ask, int page_size) {
    if (ask.page_number == 1) shift_[ask.window.begin] = 0;
    if (habits_.has_empty_pages && chance(5)) return gap(ask);
    HistoryPage page = page_at(ask, page_size);
    if (habits_.repeats_pages && ask.page_number > 1 && chance(4)) {
      const auto next = page.next_page;
      page = page_at({ask.window, ask.page_number - 1}, page_size);
      // The page that was due comes one number later from now on.
      ++shift_[ask.window.begin];
      page.next_page = next.value_or(ask.page_number + 1);
      if (*page.next_page <= ask.page_number) page.next_page = ask.page_number + 1;
    }
    change();
    return page;
  }

  std::set<std::string> ids() const {
    std::set<std::string> ids;
    for (const auto& [key, id] : records_) ids.insert(id);
    return ids;
  }

  /// Those that were there all the time.
  const std::set<std::string>& always_there() const { return always_there_; }

 private:
  /// At most one change between two requests: one that comes where another goes leaves the total as it was,
  /// and nothing in the contract would show it.
  void change() {
    const bool may_add = habits_.adds && (!habits_.removes || chance(2));
    if (may_add && chance(3)) return add();
    if (habits_.removes && !may_add && chance(3)) remove();
  }

  bool chance(std::uint64_t one_in) { return random_.next() % one_in == 0; }

  void add() {
    const auto offset = milliseconds(static_cast<std::int64_t>(random_.next() % (86'400'000ULL * days)));
    const std::string id = "c" + std::to_string(++made_);
    records_.emplace(std::pair(start + offset, made_), id);
  }

  void remove() {
    if (records_.empty()) return;
    const auto victim =
        std::next(records_.begin(), static_cast<std::ptrdiff_t>(random_.next() % records_.size()));
    always_there_.erase(victim->second);
    records_.erase(victim);
  }

  HistoryPage gap(const HistoryAsk& ask) {
    HistoryPage page;
    ++shift_[ask.window.begin];
    page.next_page = ask.page_number + 1;
    page.total = total(ask.window);
    return page;
  }

  std::int64_t total(const Interval& window) const {
    return std::count_if(records_.begin(), records_.end(),
                         [&](const auto& record) { return window.contains(record.first.first); });
  }

  HistoryPage page_at(const HistoryAsk& ask, int page_size) {
    const std::int64_t number = std::max<std::int64_t>(1, ask.page_number - shift_[ask.window.begin]);
    HistoryPage page;
    std::int64_t at = 0;
    for (const auto& [key, id] : records_) {
      if (!ask.window.contains(key.first)) continue;
      if (at >= (number - 1) * page_size && at < number * page_size) {
        page.conversations.emplace_back().id = ConversationId(id);
        page.conversations.back().started_at = key.first;
      }
      ++at;
    }
    page.total = at;
    if (at > number * page_size) page.next_page = ask.page_number + 1;
    return page;
  }

  SeededRandom random_;
  Habits habits_;
  int made_ = 0;
  std::map<std::pair<Instant, int>, std::string> records_;
  std::map<Instant, std::int64_t> shift_;
  std::set<std::string> always_there_;
};

struct Outcome {
  std::vector<std::string> ids;
  ListingReport report;
};

Outcome walk_through(MovingServer& server, int page_size) {
  auto walk =
      HistoryWalk::start({.interval = {start, start + std::chrono::days(days)}, .page_size = page_size},
                         {.max_window_records = 60})
          .value();
  Outcome outcome;
  for (int request = 0; request < 10'000; ++request) {
    const auto ask = walk.next().value();
    if (!ask) break;
    const auto page = walk.take(server.answer(*ask, page_size)).value();
    if (!page) continue;
    for (const auto& conversation : page->conversations) outcome.ids.push_back(conversation.id.str());
  }
  outcome.report = walk.report();
  return outcome;
}

void check_habits(MovingServer::Habits habits, bool ends_complete) {
  EXPECT_TRUE(rc::check([habits, ends_complete](std::uint64_t seed) {
    MovingServer::Habits drawn = habits;
    drawn.records = *rc::gen::inRange(0, 400);
    const int page_size = *rc::gen::inRange(1, 30);
    MovingServer server(seed, drawn);
    const Outcome outcome = walk_through(server, page_size);
    const std::set<std::string> distinct(outcome.ids.begin(), outcome.ids.end());
    RC_ASSERT(outcome.report.ended);
    RC_ASSERT(distinct.size() == outcome.ids.size());
    RC_ASSERT(static_cast<std::int64_t>(distinct.size()) == outcome.report.records);
    if (ends_complete) RC_ASSERT(outcome.report.complete());
    if (!outcome.report.complete()) return;
    for (const auto& id : server.always_there()) RC_ASSERT(distinct.contains(id));
  }));
}

TEST(HistoryWalkProperty, OfAQuietServerNothingIsLostAndNothingComesTwice) { check_habits({}, true); }

TEST(HistoryWalkProperty, EmptyAndRepeatedPagesLoseNothing) {
  check_habits({.repeats_pages = true, .has_empty_pages = true}, true);
}

TEST(HistoryWalkProperty, WhatIsSaidToBeCompleteIsSoWhileRecordsArrive) {
  check_habits({.adds = true}, false);
}

TEST(HistoryWalkProperty, WhatIsSaidToBeCompleteIsSoWhileRecordsVanish) {
  check_habits({.removes = true}, false);
}

TEST(HistoryWalkProperty, WhatIsSaidToBeCompleteIsSoWhileRecordsComeAndGo) {
  check_habits({.adds = true, .removes = true}, false);
}

TEST(HistoryWalkProperty, WhatIsSaidToBeCompleteIsSoWhilePagesRepeatAndRecordsComeAndGo) {
  check_habits({.adds = true, .removes = true, .repeats_pages = true, .has_empty_pages = true}, false);
}

}  // namespace
}  // namespace nowthen::genesys
