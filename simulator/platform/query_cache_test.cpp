#include "simulator/platform/query_cache.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <set>

#include "simulator/platform/world_records.hpp"
#include "simulator/world/world_fixture.hpp"
#include "tests/support/property.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::minutes;

Instant random_instant(int most_days = 17) {
  return test::fixture_begin() + minutes(*rc::gen::inRange(0, most_days * 24 * 60));
}

/// What a look at each record, one after the other, and a plain sort give.
class PlainSelection {
 public:
  PlainSelection(PlatformSource& source, const DetailsQuery& query, Instant at)
      : source_(source), query_(query), at_(at) {}

  std::vector<std::uint32_t> all() {
    std::vector<std::uint32_t> found;
    const auto entries = source_.entries();
    for (std::uint32_t index = 0; index < entries.size(); ++index)
      if (belongs_in(entries[index], index)) found.push_back(index);
    std::stable_sort(found.begin(), found.end(), [&](std::uint32_t left, std::uint32_t right) {
      return key_of(entries[left]) < key_of(entries[right]);
    });
    if (query_.order == DetailsQuery::Order::desc) std::reverse(found.begin(), found.end());
    return found;
  }

 private:
  bool belongs_in(const PlatformEntry& entry, std::uint32_t index) {
    if (!entry.is_shown(at_) || !belongs(entry, query_.interval, IntervalSemantics::overlap, at_))
      return false;
    return passes(source_.facts(index, at_, Knowledge::of_history), query_.filters);
  }

  Instant key_of(const PlatformEntry& entry) const {
    using By = DetailsQuery::OrderBy;
    if (query_.order_by == By::conversation_start) return entry.start;
    if (query_.order_by == By::segment_start) return entry.first_activity;
    if (!entry.is_closed(at_)) return absent;
    return query_.order_by == By::conversation_end ? entry.end : entry.settled;
  }

  PlatformSource& source_;
  const DetailsQuery& query_;
  Instant at_;
};

constexpr const char* ended =
    R"("conversationFilters":[{"type":"and","predicates":[{"dimension":"conversationEnd","operator":"exists"}]}])";
constexpr const char* open =
    R"("conversationFilters":[{"type":"or","predicates":[{"dimension":"conversationEnd","operator":"notExists"}]}])";
constexpr const char* spoken =
    R"("segmentFilters":[{"type":"or","predicates":[{"dimension":"mediaType","value":"voice"},{"dimension":"mediaType","value":"callback"}]}])";
constexpr const char* called_back =
    R"("segmentFilters":[{"type":"and","predicates":[{"dimension":"mediaType","value":"callback"}]},{"type":"and","predicates":[{"dimension":"mediaType","value":"voice"}]}])";
constexpr const char* written =
    R"("segmentFilters":[{"type":"or","clauses":[{"type":"and","predicates":[{"dimension":"mediaType","value":"email"}]},{"type":"and","predicates":[{"dimension":"mediaType","value":"message"}]}]}])";
constexpr const char* unknown =
    R"("segmentFilters":[{"type":"and","predicates":[{"dimension":"mediaType","value":"cobrowse"}]}])";

std::string random_body() {
  const auto filters = *rc::gen::elementOf(std::vector<std::string>{
      "", std::string(",") + ended, std::string(",") + open, std::string(",") + spoken,
      std::string(",") + called_back, std::string(",") + written, std::string(",") + unknown,
      std::string(",") + ended + "," + spoken, std::string(",") + ended + "," + written,
      std::string(",") + open + "," + called_back});
  const auto by = *rc::gen::elementOf(
      std::vector<std::string>{"conversationStart", "conversationEnd", "segmentStart", "segmentEnd"});
  const auto order = *rc::gen::elementOf(std::vector<std::string>{"asc", "desc"});
  return R"({"interval":"2026-10-16T09:00:00Z/2026-10-18T00:00:00Z","order":")" + order + R"(","orderBy":")" +
         by + "\"" + filters + "}";
}

void expect_plain_selections(const World& world) {
  WorldRecords source(world);
  nowthen::testing::expect_property("a selection is that of a plain look", [&] {
    const auto query = parse_sync_query(random_body());
    RC_ASSERT(query.has_value());
    QuerySelection kept(query->details, IntervalSemantics::overlap);
    std::array<Instant, 3> looks{random_instant(5), random_instant(5), random_instant()};
    std::sort(looks.begin(), looks.end());
    for (const Instant at : looks)
      RC_ASSERT(kept.at(source, at) == PlainSelection(source, query->details, at).all());
  });
}

TEST(QuerySelection, IsThatOfAPlainLookAtEachRecord) { expect_plain_selections(test::fixture_world()); }

TEST(QuerySelection, IsThatOfAPlainLookInAShapedWorld) {
  expect_plain_selections(test::extraction_fixture());
}

TEST(SlightFilter, IsThereOnlyForWhatAnEntryCanTell) {
  const auto filters = [](const std::string& text) {
    const auto query =
        parse_sync_query(R"({"interval":"2026-10-16T00:00:00Z/2026-10-18T00:00:00Z",)" + text + "}");
    return query ? query->details.filters : FilterLists{};
  };
  const auto both = slight_filter_of(filters(std::string(ended) + "," + spoken));
  ASSERT_TRUE(both);
  EXPECT_TRUE(both->lets_closed);
  EXPECT_FALSE(both->lets_open);
  EXPECT_EQ(both->media, (std::vector<std::uint8_t>{0b10001}));
  const auto none = slight_filter_of(filters(unknown));
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->lets_media(0b11111));
  EXPECT_FALSE(slight_filter_of(filters(
      R"("segmentFilters":[{"type":"and","predicates":[{"dimension":"mediaType","value":"voice"},{"dimension":"purpose","value":"agent"}]}])")));
  EXPECT_FALSE(slight_filter_of(filters(
      R"("conversationFilters":[{"type":"and","predicates":[{"dimension":"conversationEnd","value":"2026-10-16T00:00:00.000Z"}]}])")));
}

TEST(EntryOrder, IsTheSameForEntriesThatCameOneByOne) {
  std::vector<PlatformEntry> entries;
  nowthen::testing::expect_property([&] {
    entries.clear();
    EntryOrder growing(&PlatformEntry::end);
    for (int step = 0; step < 5; ++step) {
      const int more = *rc::gen::inRange(0, 4);
      for (int i = 0; i < more; ++i) entries.push_back({.end = Instant(minutes(*rc::gen::inRange(0, 5)))});
      EntryOrder fresh(&PlatformEntry::end);
      RC_ASSERT(std::ranges::equal(growing.of(entries), fresh.of(entries)));
    }
  });
}

}  // namespace
}  // namespace nowthen::sim
