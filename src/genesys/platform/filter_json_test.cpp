#include "genesys/platform/filter_json.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace nowthen::genesys::platform {
namespace {

std::string text_of(const Filter& filter) { return boost::json::serialize(filter_json(filter)); }

TEST(FilterJson, SaysWhatADimensionMustBe) {
  EXPECT_EQ(
      text_of({.join = Join::any, .predicates = {dimension_is("mediaType", "voice")}}),
      R"({"type":"or","predicates":[{"type":"dimension","dimension":"mediaType","operator":"matches","value":"voice"}]})");
}

TEST(FilterJson, LeavesOutTheValueWhereOnlyExistenceMatters) {
  EXPECT_EQ(
      text_of({.predicates = {dimension_missing("conversationEnd"), dimension_exists("externalTag")}}),
      R"({"type":"and","predicates":[{"type":"dimension","dimension":"conversationEnd","operator":"notExists"},)"
      R"({"type":"dimension","dimension":"externalTag","operator":"exists"}]})");
}

TEST(FilterJson, WritesRangesOfMetricsAsPlainNumbers) {
  EXPECT_EQ(
      text_of({.predicates = {metric_in("tTalk", {.at_least = 60'000, .below = 1.5e6})}}),
      R"({"type":"and","predicates":[{"type":"metric","metric":"tTalk","operator":"matches","range":{"gte":60000,"lt":1500000}}]})");
}

TEST(FilterJson, NamesThePropertysType) {
  EXPECT_EQ(
      text_of({.predicates = {property_is("tier", "string", "gold")}}),
      R"({"type":"and","predicates":[{"type":"property","property":"tier","propertyType":"string","operator":"matches","value":"gold"}]})");
}

TEST(FilterJson, PutsClausesBeforePredicates) {
  const Filter filter{.clauses = {{.join = Join::any, .predicates = {dimension_exists("a")}}}};
  EXPECT_EQ(
      text_of(filter),
      R"({"type":"and","clauses":[{"type":"or","predicates":[{"type":"dimension","dimension":"a","operator":"exists"}]}]})");
}

TEST(AddFilters, WritesOnlyTheListsThatFilter) {
  boost::json::object body;
  add_filters(body, {.segment = {{.predicates = {dimension_exists("queueId")}}}});
  EXPECT_EQ(body.size(), 1u);
  EXPECT_TRUE(body.contains("segmentFilters"));
}

}  // namespace
}  // namespace nowthen::genesys::platform
