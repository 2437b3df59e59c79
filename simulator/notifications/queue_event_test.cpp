#include "simulator/notifications/queue_event.hpp"

#include <gtest/gtest.h>

#include "simulator/http/json_text.hpp"
#include "simulator/notifications/conversation_changes.hpp"
#include "simulator/notifications/floor_truth.hpp"
#include "simulator/notifications/notifications_fixture.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using test::body_at;
using test::fixture_world;

constexpr Instant past_everything = absent - milliseconds(1);

/// Copies of what `changes_of` says: its texts live only until the source is asked again.
std::vector<Instant> instants_of(PlatformSource& source, std::size_t index) {
  return changes_of(source.facts(index, past_everything, Knowledge::of_truth)).instants;
}

TEST(QueueEvent, ChangesAtEachInstantOfChangeAndAtNoOther) {
  WorldRecords source(fixture_world());
  for (std::size_t index = 0; index < source.entries().size(); index += 17) {
    const auto instants = instants_of(source, index);
    ASSERT_FALSE(instants.empty());
    EXPECT_EQ(instants.front(), source.entries()[index].start);
    for (std::size_t at = 1; at < instants.size(); ++at) {
      const std::string before = body_at(source, index, instants[at - 1]);
      EXPECT_EQ(body_at(source, index, instants[at] - milliseconds(1)), before) << index;
      EXPECT_NE(body_at(source, index, instants[at]), before) << index;
    }
    EXPECT_EQ(body_at(source, index, instants.back() + std::chrono::hours(90)),
              body_at(source, index, instants.back()));
  }
}

/// The floor in the words of the fixture; what frames do not say is left out.
test::Legs legs_of(const FloorTruth& floor) {
  test::Legs legs;
  for (const FloorLeg& leg : floor.legs) {
    std::string since;
    append_json_instant(since, leg.since);
    since = since.substr(1, since.size() - 2);
    const bool is_told = leg.state != LegState::alerting && leg.state != LegState::dialing;
    legs.push_back(test::leg_text(leg.agent_id, leg.queue_id,
                                  leg.state == LegState::wrapping ? "" : leg.session_id,
                                  std::string(name_of(leg.state)) + (is_told ? " " + since : "")));
  }
  std::sort(legs.begin(), legs.end());
  return legs;
}

TEST(QueueEvent, ShowsWhatIsTrueOnTheFloorAtThatInstant) {
  WorldRecords source(fixture_world());
  std::size_t seen = 0;
  for (std::size_t index = 0; index < source.entries().size(); index += 23) {
    for (const Instant at : instants_of(source, index)) {
      const auto floor = floor_at(fixture_world(), at);
      const auto found = std::find_if(floor.begin(), floor.end(), [&](const FloorTruth& each) {
        return each.conversation_id == source.id(index);
      });
      const auto legs = test::legs_in(body_at(source, index, at));
      if (found == floor.end()) {
        EXPECT_TRUE(legs.empty()) << source.id(index);
        continue;
      }
      EXPECT_EQ(legs_of(*found), legs) << source.id(index);
      ++seen;
    }
  }
  EXPECT_GT(seen, 500U);
}

TEST(QueueEvent, KnowsNothingOfWhatIsYetToCome) {
  WorldRecords source(fixture_world());
  for (std::size_t index = 0; index < source.entries().size(); index += 31) {
    for (const Instant at : instants_of(source, index)) {
      const auto event = boost::json::parse(body_at(source, index, at));
      for (const auto& participant : event.at("participants").as_array())
        for (const char* time : {"connectedTime", "endTime", "startAcwTime", "endAcwTime"})
          if (const auto told = test::text_of(participant.as_object(), time); !told.empty()) {
            EXPECT_LE(*parse_instant(told), at) << time;
          }
    }
  }
}

TEST(QueueEvent, NamesEveryMediumInAListOfItsOwn) {
  WorldRecords source(fixture_world());
  std::string all;
  for (std::size_t index = 0; index < source.entries().size(); index += 11) {
    const auto instants = instants_of(source, index);
    all += body_at(source, index, instants[instants.size() / 2]);
  }
  for (const char* text : {R"("calls":[)", R"("callbacks":[)", R"("chats":[)", R"("emails":[)",
                           R"("messages":[)", R"("state":"alerting")", R"("held":true)",
                           R"("disconnectType":"transfer.noanswer")", R"("wrapup":{)"})
    EXPECT_NE(all.find(text), std::string::npos) << text;
  EXPECT_EQ(all.find("null"), std::string::npos);
}

TEST(QueueEvent, CallsSomeWhoLeftTheQueueConnectedForEver) {
  WorldRecords source(fixture_world());
  int odd = 0;
  int usual = 0;
  for (std::size_t index = 0; index < source.entries().size(); ++index) {
    const auto event = boost::json::parse(body_at(source, index, instants_of(source, index).back()));
    for (const auto& participant : event.at("participants").as_array()) {
      const auto* calls = participant.as_object().if_contains("calls");
      if (calls == nullptr || test::text_of(participant.as_object(), "purpose") != "acd") continue;
      const auto& call = calls->as_array().front().as_object();
      if (call.contains("disconnectedTime")) ++(test::text_of(call, "state") == "connected" ? odd : usual);
    }
  }
  EXPECT_GT(odd, usual / 80);
  EXPECT_LT(odd, usual / 20);
}

}  // namespace
}  // namespace nowthen::sim
