#include "simulator/listing/selection.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::sim {
namespace {

Instant at(std::int64_t hours) { return Instant(std::chrono::hours(hours)); }

std::vector<Entry> any_entries() {
  std::vector<Entry> entries;
  std::int64_t start = 0;
  for (const int gap : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5))) {
    start += gap;
    const std::int64_t end = start + *rc::gen::inRange(0, 60);
    const std::int64_t visible = end + *rc::gen::inRange(0, 60);
    Entry entry{.start = at(start), .end = at(end), .visible_at = at(visible)};
    if (*rc::gen::inRange(0, 4) == 0) entry.deleted_at = at(visible + *rc::gen::inRange(0, 60));
    if (*rc::gen::inRange(0, 6) == 0) entry.end = entry.visible_at = entry.deleted_at = Instant::max();
    entry.type = static_cast<std::uint8_t>(*rc::gen::inRange(0, 3));
    entries.push_back(entry);
  }
  return entries;
}

std::vector<std::uint32_t> live_by_hand(const std::vector<Entry>& entries, Instant now) {
  std::vector<std::uint32_t> indices;
  for (std::uint32_t index = 0; index < entries.size(); ++index) {
    const Entry& entry = entries[index];
    const bool recent = entry.end == Instant::max() || entry.end + std::chrono::hours(24) > now;
    if (entry.start <= now && recent && now < entry.deleted_at) indices.push_back(index);
  }
  return indices;
}

TEST(Selection, OfLiveIsWhatIsOpenOrWasClosedWithinADay) {
  nowthen::testing::expect_property("at any instants, in any order", [] {
    const auto entries = any_entries();
    SelectionCache cache;
    for (const int hour : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-5, 200)))
      RC_ASSERT(cache.live(entries, at(hour)).indices == live_by_hand(entries, at(hour)));
  });
}

TEST(Selection, OfHistoryIsRightForAsLongAsItSays) {
  nowthen::testing::expect_property("at any instants, in any order", [] {
    const auto entries = any_entries();
    const HistoryFilter filter{.started = {at(3), at(40)}, .types = 0b101};
    SelectionCache cache;
    for (const int hour : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 200))) {
      std::vector<std::uint32_t> expected;
      for (std::uint32_t index = 0; index < entries.size(); ++index) {
        const Entry& entry = entries[index];
        const bool shown = entry.visible_at <= at(hour) && at(hour) < entry.deleted_at && entry.type != 1;
        if (shown && filter.started.contains(entry.start)) expected.push_back(index);
      }
      RC_ASSERT(cache.history(entries, filter, at(hour)).indices == expected);
    }
  });
}

TEST(SelectionCache, KeepsQueriesApartAndDoesNotGrowWithoutBound) {
  std::vector<Entry> entries{{.start = at(1), .end = at(2), .visible_at = at(2)}};
  SelectionCache cache;
  for (int day = 0; day < 200; ++day) {
    EXPECT_EQ(cache.history(entries, {.started = {at(0), at(2 + day)}}, at(5)).indices.size(), 1U);
    EXPECT_EQ(
        cache.history(entries, {.started = {at(0), at(2 + day)}, .outbound = true}, at(5)).indices.size(),
        0U);
  }
}

}  // namespace
}  // namespace nowthen::sim
