#include "extract/plan/unknown_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support/plan_steps.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::shown;
using nowthen::testing::sighting;

/// A day as the server lists it, of which we know all but some.
class ListedDay {
 public:
  explicit ListedDay(int count) {
    for (int i = 0; i < count; ++i) {
      server_.push_back(sighting("c" + std::to_string(1'000 + i), at(1) + std::chrono::seconds(60 * i),
                                 at(1) + std::chrono::seconds(60 * i + 30)));
    }
    profile.page_size = 10;
    profile.max_page_results = 100'000;
  }

  PlanProfile profile;
  KnownRows known;
  UnknownRows unknown;

  /// We saw all of them at `now`, except for the one at that place of the server's list.
  void see_all_but(std::size_t place, Instant now) {
    for (std::size_t i = 0; i < server_.size(); ++i)
      if (i != place) known.see(server_[i], now);
  }

  const KnownRows::Rows& rows() const { return known.of(on_day(1)); }
  void count(Instant now) { unknown.count(rows(), std::ssize(server_), now); }

  std::optional<Step> next(Instant now) const {
    BestCandidate best;
    unknown.offer(on_day(1), rows(), 0, now, profile, best);
    return best.worth_making(0);
  }

  void read(const ReadDayPage& step, Instant now) { read(step, now, std::ssize(server_)); }

  void read(const ReadDayPage& step, Instant now, std::int64_t total) {
    look(step, now);
    unknown.count(rows(), total, now);
  }

  /// As `read`, of a day that is not over: then nobody counts.
  void look(const ReadDayPage& step, Instant now) {
    const auto size = static_cast<std::size_t>(profile.page_size);
    const std::size_t first = static_cast<std::size_t>(step.page - 1) * size;
    SeenPage page{.as_of = now};
    for (std::size_t i = first; i < std::min(first + size, server_.size()); ++i)
      page.rows.push_back(server_[i]);
    for (const Sighting& row : page.rows) known.see(row, now);
    unknown.measure(page, step.page, static_cast<std::int64_t>(first));
  }

  /// Pages that it takes until everything is known.
  int pages_until_all_is_known(Instant now) {
    int pages = 0;
    while (rows().size() < server_.size()) {
      const auto step = next(now);
      if (!step || ++pages > 100) return -1;
      read(std::get<ReadDayPage>(*step), now);
    }
    return pages;
  }

 private:
  std::vector<Sighting> server_;
};

TEST(UnknownRows, FindALateRecordByHalvingWhereverItIs) {
  constexpr int count = 640;
  for (std::size_t place = 0; place < count; place += 7) {
    ListedDay day(count);
    day.see_all_but(place, at(3));
    day.count(at(3, 1));
    EXPECT_EQ(day.unknown.count(), 1);
    const int pages = day.pages_until_all_is_known(at(3, 8));
    EXPECT_GT(pages, 0) << place;
    EXPECT_LE(pages, 1 + std::ceil(std::log2(count / 10))) << place;
    EXPECT_EQ(day.unknown.count(), 0);
    EXPECT_EQ(shown(day.next(at(4))), "nothing");
  }
}

TEST(UnknownRows, AreLookedForFirstWhereLateOnesCanHaveCome) {
  constexpr int count = 640;
  // Read at eleven: of what began before nine, whatever was late had come.
  const auto pages_for = [](std::size_t place) {
    ListedDay day(count);
    day.see_all_but(place, at(1, 11));
    day.count(at(1, 12));
    return day.pages_until_all_is_known(at(2, 6));
  };
  for (std::size_t place = 545; place < count; place += 5) EXPECT_LE(pages_for(place), 6) << place;
  for (std::size_t place = 0; place < 540; place += 20) EXPECT_LE(pages_for(place), 14) << place;
}

TEST(UnknownRows, AreNoneWhereTheServerCountsWhatWeKnow) {
  ListedDay day(20);
  day.see_all_but(20, at(1, 11));
  day.count(at(1, 12));
  EXPECT_EQ(day.unknown.count(), 0);
  EXPECT_EQ(shown(day.next(at(2))), "nothing");
}

TEST(UnknownRows, AreNoneWhereTheServerCountsLess) {
  ListedDay day(20);
  day.see_all_but(20, at(1, 11));
  day.unknown.count(day.rows(), 15, at(1, 12));
  EXPECT_EQ(day.unknown.count(), 0);
}

TEST(UnknownRows, AreWorthNothingAtTheMomentWhenTheyAreCounted) {
  ListedDay day(40);
  day.see_all_but(17, at(1, 9));
  day.count(at(1, 12));
  EXPECT_EQ(shown(day.next(at(1, 12))), "nothing");
  EXPECT_NE(shown(day.next(at(1, 13))), "nothing");
}

TEST(UnknownRows, AreDatedOnAverageWhenMoreAreCounted) {
  ListedDay day(40);
  day.see_all_but(17, at(1, 6));
  day.unknown.count(day.rows(), 40, at(1, 8));
  day.unknown.count(day.rows(), 41, at(1, 10));
  // Since eight and since ten: since nine.
  BestCandidate at_nine;
  day.unknown.offer(on_day(1), day.rows(), 0, at(1, 9), day.profile, at_nine);
  EXPECT_FALSE(at_nine.worth_making(0));
  BestCandidate later;
  day.unknown.offer(on_day(1), day.rows(), 0, at(1, 9.1), day.profile, later);
  EXPECT_TRUE(later.worth_making(0));
}

TEST(UnknownRows, WhichAreOnNoPageAreSoonLookedForNoMore) {
  ListedDay day(40);
  day.see_all_but(40, at(1, 6));
  day.unknown.count(day.rows(), 42, at(1, 8));
  EXPECT_EQ(day.unknown.count(), 2);
  int pages = 0;
  for (auto step = day.next(at(2, 6)); step && pages < 100; step = day.next(at(2, 6)), ++pages) {
    day.read(std::get<ReadDayPage>(*step), at(2, 6), 42);
  }
  EXPECT_GT(pages, 0);
  EXPECT_LE(pages, 4);
}

TEST(UnknownRows, WhichAreOnNoPageOfAllThatWereReadMissNoOther) {
  ListedDay day(40);
  day.see_all_but(40, at(1, 6));
  day.unknown.count(day.rows(), 42, at(1, 8));
  for (int page = 1; page <= 4; ++page) day.read({on_day(1), page}, at(2, 6), 42);
  EXPECT_EQ(day.unknown.count(), 0);
  day.unknown.count(day.rows(), 42, at(3));
  EXPECT_EQ(day.unknown.count(), 0) << "they are no news";
  day.unknown.count(day.rows(), 43, at(3));
  EXPECT_EQ(day.unknown.count(), 1) << "this one is";
}

TEST(UnknownRows, AreLookedForOnceOnAPageEvenWhereOneWasFoundOtherwise) {
  ListedDay day(80);
  day.see_all_but(3, at(3));
  day.count(at(3, 1));
  const Instant now = at(3, 8);
  day.look(std::get<ReadDayPage>(*day.next(now)), now);
  day.see_all_but(80, now - std::chrono::hours(2));  // by some other listing
  std::set<std::string> asked;
  for (auto step = day.next(now); step; step = day.next(now)) {
    ASSERT_TRUE(asked.insert(shown(step)).second) << shown(step);
    day.look(std::get<ReadDayPage>(*step), now);
  }
}

TEST(UnknownRows, AreNotLookedForBehindTheLastPageThatThereIs) {
  ListedDay day(100);
  day.profile.max_page_results = 40;
  day.see_all_but(90, at(1, 11));
  day.count(at(1, 12));
  for (int hour = 1; hour < 48; ++hour) {
    const auto step = day.next(at(1, 12 + hour));
    if (step) {
      EXPECT_LE(std::get<ReadDayPage>(*step).page, 4);
      day.read(std::get<ReadDayPage>(*step), at(1, 12 + hour));
    }
  }
}

}  // namespace
}  // namespace nowthen::extract
