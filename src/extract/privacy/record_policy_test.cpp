#include "extract/privacy/record_policy.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <nowthen/genesys/detail_decoder.hpp>
#include <random>

#include "extract/privacy/record_levels.hpp"
#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "support/property.hpp"
#include "support/typed_filling.hpp"
#include "support/typed_writing.hpp"

namespace nowthen::extract {
namespace {

namespace json = boost::json;
using enum PrivacyAction;
using Named = std::vector<std::pair<PrivacyAction, std::string>>;

RecordPolicy policy_of(const Named& named, std::size_t mask_keeps = 0) {
  PrivacyRules rules;
  rules.mask_keeps = mask_keeps;
  for (const auto& [action, name] : named) EXPECT_TRUE(add_rule(rules, action, name)) << name;
  return {rules, "a key that nobody knows"};
}

std::string policed(const Named& named, std::string_view record,
                    RecordKind kind = RecordKind::platform_record) {
  const auto done = policy_of(named).apply(record, kind);
  return done ? done->bytes : "refused";
}

std::string session(const std::string& fields) {
  return R"({"conversationId":"c","participants":[{"sessions":[{)" + fields + "}]}]}";
}

TEST(RecordPolicy, TakesAFieldOutAndLeavesTheRestAsItIs) {
  const struct {
    std::string before, after;
  } cases[] = {
      {R"("ani":"1")", ""},
      {R"("ani":"1","dnis":"2")", R"("dnis":"2")"},
      {R"("dnis":"2","ani":"1")", R"("dnis":"2")"},
      {R"("a":1.50,"ani":"1","b":1e2)", R"("a":1.50,"b":1e2)"},
      {" \"ani\" : { \"x\":[1,2]} ,\n \"b\" : 2 ", " \"b\" : 2 "},
      {R"("a" :1 , "ani":null , "b" : 2)", R"("a" :1  , "b" : 2)"},
      {R"("ani":"1","ani":"2","ani":"3")", ""},
      {R"("ani":"1","b":2,"ani":"3")", R"("b":2)"},
      {R"("\u0061ni":"1","anix":"2")", R"("anix":"2")"},
      {R"("provider":"ani","segments":[{"ani":"stays"}])",
       R"("provider":"ani","segments":[{"ani":"stays"}])"},
  };
  for (const auto& each : cases)
    EXPECT_EQ(policed({{drop, "session.ani"}}, session(each.before)), session(each.after)) << each.before;
}

TEST(RecordPolicy, HashesTheSameValueAlikeHoweverItIsSpelt) {
  const auto hashed = [](const std::string& value) {
    const auto text = policed({{hash, "session.ani"}, {hash, "session.dnis"}}, session("\"ani\":" + value));
    return json::parse(text).at_pointer("/participants/0/sessions/0/ani").as_string();
  };
  EXPECT_EQ(hashed(R"("tel:+49")"), hashed(R"("t\u0065l:+49")"));
  EXPECT_NE(hashed(R"("tel:+49")"), hashed(R"("tel:+48")"));
  EXPECT_TRUE(hashed("12").starts_with("hmac:"));
  EXPECT_EQ(hashed("12").size(), 37U);
  const auto both = json::parse(policed({{hash, "session.ani"}, {hash, "session.dnis"}},
                                        session(R"("ani":"tel:+49","dnis":"tel:+49")")));
  EXPECT_EQ(both.at_pointer("/participants/0/sessions/0/ani"),
            both.at_pointer("/participants/0/sessions/0/dnis"));
}

TEST(RecordPolicy, HashesEachElementAndLeavesWhatSaysNothing) {
  const auto text =
      policed({{hash, "session.callback_numbers"}}, session(R"("callbackNumbers":[ "1",null,"" , "1"])"));
  EXPECT_NE(text.find(R"([ "hmac:)"), std::string::npos);
  EXPECT_NE(text.find(R"(,null,"" , "hmac:)"), std::string::npos);
}

TEST(RecordPolicy, MasksWholeOrAllButTheEnd) {
  const auto masked = [](const std::string& value, std::size_t keeps) {
    const auto done = policy_of({{mask, "session.ani"}}, keeps)
                          .apply(session("\"ani\":" + value), RecordKind::platform_record);
    return json::value_to<std::string>(json::parse(done->bytes).at_pointer("/participants/0/sessions/0/ani"));
  };
  EXPECT_EQ(masked(R"("+4930123456")", 0), "***");
  EXPECT_EQ(masked(R"("+4930123456")", 3), "***456");
  EXPECT_EQ(masked(R"("456789")", 3), "***") << "no more than half may show";
  EXPECT_EQ(masked(R"("ab\u00e9\"\u20ac")", 2), "***\"\u20ac");
}

TEST(RecordPolicy, ActsOnAttributesByTheirNames) {
  const std::string record =
      R"({"conversationId":"c","participants":[{"attributes":{"Card Number":"4111","city":"Bonn","card":"x"}}]})";
  EXPECT_EQ(policed({{drop, "attribute.card*"}}, record),
            R"({"conversationId":"c","participants":[{"attributes":{"city":"Bonn"}}]})");
  EXPECT_EQ(policed({{mask, "attribute.*"}, {drop, "attribute.card"}}, record),
            R"({"conversationId":"c","participants":[{"attributes":{"Card Number":"***","city":"***"}}]})")
      << "the stricter rule holds";
}

TEST(RecordPolicy, DropsFieldsThatHaveNoColumn) {
  EXPECT_EQ(policed({{drop, "session.extra"}}, session(R"("brandNew":{"name":"Eve"},"ani":"1")")),
            session(R"("ani":"1")"));
}

TEST(RecordPolicy, RefusesWhatIsNoSoundObject) {
  for (const char* record : {"", "[]", "{\"a\":", "{\"a\":1}x", "{'a':1}", "null"})
    EXPECT_EQ(policed({{drop, "session.ani"}}, record), "refused") << record;
}

TEST(RecordPolicy, HoldsForTheTutorialsNamesToo) {
  const std::string record =
      R"({"id":"c","startTime":"2026-11-20T10:00:00Z","type":"voice","ani":"+49",)"
      R"("participants":[{"id":"p","name":"Ada","role":"customer","attributes":{"card":"4111"}}],)"
      R"("initialContact":{"direction":"inbound","queueId":"q"}})";
  EXPECT_EQ(policed({{drop, "session.ani"},
                     {mask, "participant.participant_name"},
                     {drop, "attribute.card"},
                     {drop, "segment.queue_id"}},
                    record, RecordKind::tutorial_entity),
            R"({"id":"c","startTime":"2026-11-20T10:00:00Z","type":"voice",)"
            R"("participants":[{"id":"p","name":"***","role":"customer","attributes":{}}],)"
            R"("initialContact":{"direction":"inbound"}})");
  EXPECT_NE(policed({{drop, "participant.participant_id"}}, record, RecordKind::tutorial_entity)
                .find(R"({"id":"c")"),
            std::string::npos)
      << "the conversation keeps its id";
}

TEST(RecordPolicy, FindsANamedFieldAnywhereWhereTheShapeIsNotKnown) {
  const auto policy = policy_of({{drop, "session.ani"}, {drop, "attribute.card"}});
  const auto done = policy.apply_anywhere(
      R"({"conversationId":7,"participants":{"sessions":{"x":[[{"ani":"1"}]]},"attributes":[{"card":"2","a":3}]}})");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->bytes,
            R"({"conversationId":7,"participants":{"sessions":{"x":[[{}]]},"attributes":[{"a":3}]}})");
  EXPECT_EQ(done->values, 2);
}

/// The same done another way: on the parsed record, level by level.
void act_on(json::value& value, warehouse::TableId table, const ColumnRule& rule,
            const RecordPolicy& policy) {
  if (auto* list = value.if_array()) {
    for (json::value& each : *list) act_on(each, table, rule, policy);
    return;
  }
  if (!value.is_object()) return;
  json::object& object = value.as_object();
  for (const ChildField& child : find_level(table)->children)
    if (auto* inner = object.if_contains(child.key); inner != nullptr && find_level(child.table) != nullptr)
      act_on(*inner, child.table, rule, policy);
  if (table != rule.table) return;
  auto* field = object.if_contains(rule.key);
  if (field == nullptr) return;
  if (rule.action == drop) {
    object.erase(rule.key);
    return;
  }
  const auto change = [&](json::value& text) {
    if (text.is_string()) text = policy.change().changed(rule.action, text.as_string());
  };
  if (auto* list = field->if_array()) {
    for (json::value& each : *list) change(each);
  } else {
    change(*field);
  }
}

TEST(RecordPolicy, TakesOutWhatNoLevelKnowsWhereTheShapeIsNotKnown) {
  const auto done =
      policy_of({{drop, "session.extra"}})
          .apply_anywhere(R"({"conversationId":"c","conversationStart":"garbage","participants":)"
                          R"([{"sessions":[{"ani":"1","newField":"2","segments":[{"later":"3"}]}]}]})");
  EXPECT_EQ(done.value().bytes, R"({"conversationId":"c","conversationStart":"garbage","participants":)"
                                R"([{"sessions":[{"ani":"1","segments":[{}]}]}]})");
  EXPECT_EQ(policed({{drop, "conversation.extra"}},
                    R"({"id":"c","initialContact":{"direction":"inbound","callerNumber":"1","queueId":"q"},)"
                    R"("metrics":{"talkTime":{"value":1,"unit":"seconds"}}})",
                    RecordKind::tutorial_entity),
            R"({"id":"c","initialContact":{"direction":"inbound","queueId":"q"},)"
            R"("metrics":{"talkTime":{"value":1,"unit":"seconds"}}})");
}

TEST(RecordPolicy, ChangesOfAnyRecordWhatItsRuleNamesAndNothingElse) {
  std::vector<ColumnRule> all;
  for (const RecordLevel& level : record_levels())
    for (const ColumnField& field : level.fields)
      for (const PrivacyAction action : {hash, mask, drop}) {
        PrivacyRules rules;
        const std::string name =
            std::string(warehouse::table(level.table).name) + "." + std::string(field.column);
        if (add_rule(rules, action, name)) all.push_back(rules.columns.front());
      }
  EXPECT_GT(all.size(), 300U);
  testing::expect_property("one rule, one record", [&](std::uint32_t seed) {
    testing::TypedFilling filling(seed, 0.5);
    auto detail = filling.part<ConversationDetail>();
    detail.conversation_id = ConversationId("c");
    json::value record = testing::json_of(detail);
    const ColumnRule& rule = all[seed % all.size()];
    const RecordPolicy policy({.columns = {rule}, .attributes = {}}, "key");
    const std::string before = json::serialize(record);
    const auto done = policy.apply(before, RecordKind::platform_record);
    RC_ASSERT(done.has_value());
    act_on(record, warehouse::TableId::conversation, rule, policy);
    RC_ASSERT(json::parse(done->bytes) == record);
    RC_ASSERT(done->values > 0 || done->bytes == before);
    RC_ASSERT(decode_detail(done->bytes).has_value());
  });
}

/// What a decoder reads and what policy walks must be the same JSON, also where that is odd.
TEST(RecordPolicy, LeavesTheDecoderNothingOfWhatItTakesOut) {
  const std::string sound =
      R"({"conversationId":"c","participants":[{"participantName":"Ada","attributes":{"card":"1","x":"2"},)"
      R"("sessions":[{"ani":"tel:+1","\u0061ni":"tel:\"+2","segments":[{"subject":"s\\"},{"subject":null}]}]}]})";
  const RecordPolicy policy = policy_of({{drop, "session.ani"},
                                         {mask, "participant.participant_name"},
                                         {hash, "segment.subject"},
                                         {drop, "attribute.*"}});
  testing::expect_property("a mutated record", [&](std::uint32_t seed) {
    std::mt19937 chance(seed);
    std::string record = sound;
    for (int i = 0; i < 200; ++i) {
      if (i % 3 == 0) record = sound;
      constexpr std::string_view signs = "\"\\{}[],:u0 an1\n\x00\xC3";
      record[chance() % record.size()] = signs[chance() % signs.size()];
      const auto policed = policy.apply(record, RecordKind::platform_record);
      const auto detail = policed ? decode_detail(policed->bytes) : Result<ConversationDetail>(Error{});
      if (!detail) continue;
      for (const ParticipantDetail& participant : detail->participants) {
        RC_ASSERT(participant.participant_name.empty() || participant.participant_name == "***");
        RC_ASSERT(participant.attributes.empty());
        for (const Session& session : participant.sessions) {
          RC_ASSERT(session.ani.empty());
          for (const Segment& segment : session.segments)
            RC_ASSERT(segment.subject.empty() || segment.subject.starts_with("hmac:"));
        }
      }
    }
  });
}

}  // namespace
}  // namespace nowthen::extract
