#include "extract/privacy/privacy_rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "extract/privacy/record_levels.hpp"

namespace nowthen::extract {
namespace {

using enum PrivacyAction;

Error refusal(PrivacyAction action, std::string_view name) {
  PrivacyRules rules;
  auto added = add_rule(rules, action, name);
  EXPECT_FALSE(added) << name;
  EXPECT_TRUE(rules.empty()) << name;
  return added ? Error{} : added.error();
}

TEST(RecordLevels, KnowTheFieldOfEveryColumn) {
  std::size_t fields = 0;
  for (const RecordLevel& level : record_levels()) {
    for (const ColumnField& field : level.fields) {
      EXPECT_FALSE(field.key.empty()) << field.column;
      ++fields;
    }
    for (const ChildField& child : level.children) EXPECT_FALSE(child.key.empty());
    EXPECT_TRUE(level.has_extra);
  }
  EXPECT_GT(fields, 150U);
}

TEST(RecordLevels, NameTheFieldAsTheApiDoes) {
  const auto* session = find_level(warehouse::TableId::session);
  ASSERT_NE(session, nullptr);
  const auto key = [&](std::string_view column) {
    return std::find_if(session->fields.begin(), session->fields.end(),
                        [&](const auto& field) { return field.column == column; })
        ->key;
  };
  EXPECT_EQ(key("address_from"), "addressFrom");
  EXPECT_EQ(key("ani"), "ani");
  EXPECT_EQ(find_level(warehouse::TableId::participant_attribute), nullptr);
}

TEST(AddRule, TakesColumnsAndAttributes) {
  PrivacyRules rules;
  ASSERT_TRUE(add_rule(rules, hash, "session.ani"));
  ASSERT_TRUE(add_rule(rules, drop, "segment.extra"));
  ASSERT_TRUE(add_rule(rules, mask, "attribute.Card *"));
  ASSERT_EQ(rules.columns.size(), 2U);
  EXPECT_EQ(rules.columns[0].key, "ani");
  EXPECT_TRUE(rules.columns[1].key.empty());
  EXPECT_EQ(rules.attributes.at(0).pattern, "card *");
}

TEST(AddRule, NamesTheNearestColumn) {
  EXPECT_EQ(refusal(hash, "session.anni").hint, "did you mean: session.ani");
  EXPECT_EQ(refusal(hash, "sesion.ani").hint, "did you mean: session.ani");
  EXPECT_NE(refusal(drop, "nonsense").hint.find("TABLE.COLUMN"), std::string::npos);
  EXPECT_NE(refusal(drop, "participant_attribute.value").hint.find("attribute.NAME"), std::string::npos);
  EXPECT_NE(refusal(drop, "attribute.").message, "");
}

TEST(AddRule, RefusesWhatCannotBeDone) {
  EXPECT_NE(refusal(hash, "session.recording").message.find("only be dropped"), std::string::npos);
  EXPECT_NE(refusal(mask, "session.extra").message.find("only be dropped"), std::string::npos);
  EXPECT_NE(refusal(drop, "conversation.conversation_id").message.find("must stay"), std::string::npos);
  EXPECT_NE(refusal(drop, "conversation.conversation_start").message.find("must stay"), std::string::npos);
  EXPECT_EQ(refusal(drop, "session_metric.queue_id").hint, "name segment.queue_id");
  EXPECT_NE(refusal(drop, "conversation.content_hash").message, "");
}

TEST(Matches, LetsAStarStandForAnything) {
  const struct {
    std::string_view pattern, name;
    bool is_match;
  } cases[] = {
      {"card", "card", true},
      {"card", "CARD", true},
      {"card", "cards", false},
      {"card*", "Card number", true},
      {"*card", "my card", true},
      {"*card*", "a card b", true},
      {"*", "", true},
      {"*", "anything", true},
      {"a*b*c", "aXbYbZc", true},
      {"a*b*c", "aXbYbZ", false},
      {"**", "x", true},
      {"", "", true},
      {"", "x", false},
      {"a*", "", false},
      {"*a", "ba", true},
      {"*ab", "aab", true},
      {"x*", "a*", false},
  };
  for (const auto& each : cases)
    EXPECT_EQ(matches(each.pattern, each.name), each.is_match) << each.pattern << " of " << each.name;
}

}  // namespace
}  // namespace nowthen::extract
