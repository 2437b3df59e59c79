// That nothing of a record is lost on its way into rows, whatever it has: the tables that records are read by
// and those that rows are written by name the same members.
#include <gtest/gtest.h>

#include <set>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "support/collected_rows.hpp"
#include "support/rebuilt_record.hpp"
#include "support/typed_filling.hpp"

namespace nowthen::warehouse {
namespace {

using genesys::platform::Fields;

std::string snake_case(std::string_view camel) {
  std::string snake;
  for (const char letter : camel) {
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    if (is_capital) snake += '_';
    snake += is_capital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return snake;
}

template <class Entry>
std::string_view name_of(const Entry& entry) {
  if constexpr (IsColumn<Entry>) {
    return entry.column.name;
  } else {
    return entry.name;
  }
}

/// Whether `entry` is the column, or the rows, of this member and no other.
template <class Struct, class Member, class Entry>
bool holds(Member Struct::*place, const Entry& entry) {
  if constexpr (requires { entry.member == place; }) {
    return entry.member == place;
  } else {
    return false;
  }
}

template <class Struct>
void expect_every_field_once() {
  const auto find = [](const auto& field) {
    int found = 0;
    const auto look = [&](const auto& entry) {
      if (!holds(field.place, entry)) return;
      ++found;
      EXPECT_EQ(name_of(entry), snake_case(field.name));
    };
    std::apply([&](const auto&... entry) { (look(entry), ...); }, Columns<Struct>::list);
    EXPECT_EQ(found, 1) << field.name;
  };
  std::apply([&](const auto&... field) { (find(field), ...); }, Fields<Struct>::list);
  int extras = 0;
  std::apply([&](const auto&... entry) { ((extras += holds(&Struct::extra, entry) ? 1 : 0), ...); },
             Columns<Struct>::list);
  EXPECT_EQ(extras, 1);
}

TEST(SchemaRows, HaveAPlaceForEveryFieldTheClientReads) {
  expect_every_field_once<ConversationDetail>();
  expect_every_field_once<ParticipantDetail>();
  expect_every_field_once<Session>();
  expect_every_field_once<SessionMetric>();
  expect_every_field_once<MediaEndpointStat>();
  expect_every_field_once<AgentGroup>();
  expect_every_field_once<ProposedAgent>();
  expect_every_field_once<Segment>();
  expect_every_field_once<ScoredAgent>();
  expect_every_field_once<SegmentProperty>();
  expect_every_field_once<Flow>();
  expect_every_field_once<FlowOutcome>();
  expect_every_field_once<Evaluation>();
  expect_every_field_once<Survey>();
  expect_every_field_once<Resolution>();
}

TEST(SchemaRows, LoseNothingOfARecordThatHasEverything) {
  const auto record = testing::TypedFilling(1, 1.0).part<ConversationDetail>();
  ASSERT_FALSE(record.participants.at(0).sessions.at(0).segments.at(0).scored_agents.empty());
  EXPECT_EQ(testing::RebuiltRecord::of(testing::CollectedRows::of(record)), record);
}

TEST(SchemaRows, LoseNothingOfRecordsThatHaveAnything) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    auto record = testing::TypedFilling(seed, seed % 2 == 0 ? 0.3 : 0.7).part<ConversationDetail>();
    record.conversation_id = ConversationId("c");  // Without one there is no record.
    ASSERT_EQ(testing::RebuiltRecord::of(testing::CollectedRows::of(record)), record) << "seed " << seed;
  }
}

}  // namespace
}  // namespace nowthen::warehouse
