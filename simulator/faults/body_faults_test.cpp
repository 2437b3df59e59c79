#include "simulator/faults/body_faults.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace nowthen::sim {
namespace {

namespace json = boost::json;

const std::string listing =
    R"({"entities":[{"id":"a,]}\"","type":"voice","state":"held","participants":[{"id":"p"}],"startTime":"x"},)"
    R"({"id":"b","type":"chat","state":"closed","participants":[],"startTime":"y"}],"nextPage":null,"totalCount":2})";

json::value entities(const std::string& body) { return json::parse(body).at("entities"); }

TEST(BodyFaults, LeaveTheSecondRecordAlone) {
  const auto second = entities(listing).at(1);
  for (const auto& body :
       {with_member(listing, "note", "1"), with_unknown_fields(listing), with_unknown_values(listing),
        without_id(listing), with_value(listing, "participants", "null")}) {
    EXPECT_EQ(entities(body).at(1), second);
    EXPECT_NE(entities(body).at(0), entities(listing).at(0));
  }
}

TEST(BodyFaults, TakeOnlyTheRecordsOwnIdAway) {
  const auto record = entities(without_id(listing)).at(0);
  EXPECT_FALSE(record.as_object().contains("id"));
  EXPECT_EQ(record.at("participants").at(0).at("id"), "p");
}

TEST(BodyFaults, ChangeTheValueOfTheNamedField) {
  EXPECT_EQ(entities(with_value(listing, "startTime", "42")).at(0).at("startTime"), 42);
  EXPECT_TRUE(entities(with_value(listing, "participants", "null")).at(0).at("participants").is_null());
  EXPECT_EQ(with_value(listing, "noSuchField", "42"), listing);
}

TEST(BodyFaults, KeepHalfOfTheRecordsAndWellFormedJson) {
  const auto body = json::parse(with_half_of_records(listing));
  EXPECT_EQ(body.at("entities").as_array().size(), 1U);
  EXPECT_EQ(body.at("totalCount"), 2);
  EXPECT_EQ(with_half_of_records(R"({"groups":[{"a":1}],"total":1})"), R"({"groups":[],"total":1})");
  EXPECT_EQ(with_half_of_records(R"({"groups":[],"total":0})"), R"({"groups":[],"total":0})");
}

TEST(BodyFaults, ReplaceTheRecordsByEmptyObjects) {
  EXPECT_EQ(entities(with_empty_objects(listing, 3)), json::parse("[{},{},{}]"));
  EXPECT_EQ(entities(with_empty_objects(listing, 0)), json::parse("[]"));
}

TEST(BodyFaults, NestAsDeepAsTheyAreTold) {
  const auto body = with_depth(listing, 200'000);
  EXPECT_NE(body.find(std::string(200'000, '[') + std::string(200'000, ']')), std::string::npos);
}

TEST(BodyFaults, PutInTheBytesThatTheyAreNamedFor) {
  EXPECT_TRUE(with_byte_order_mark(listing).starts_with("\xEF\xBB\xBF{"));
  EXPECT_NE(with_bad_utf8(listing).find("\xC3\x28"), std::string::npos);
  EXPECT_NE(with_lone_surrogate(listing).find(R"(\ud83d")"), std::string::npos);
  EXPECT_NE(with_nul(listing).find('\0'), std::string::npos);
  EXPECT_EQ(with_huge_record(listing, 1000).size(),
            listing.size() + 1000 + std::string(R"("padding":"",)").size());
  EXPECT_EQ(without_last_half(listing).size(), listing.size() / 2);
  EXPECT_EQ(endless(10), "[          ");
}

TEST(BodyFaults, GiveTheFirstRecordTwoOfTheSameKey) {
  const auto body = with_duplicate_keys(listing);
  EXPECT_NE(body.find(R"("state":"first of two")"), std::string::npos);
  EXPECT_NE(body.find(R"("state":"held")"), std::string::npos);
}

TEST(BodyFaults, DamageARepliesWholeObjectWhereThereAreNoRecords) {
  EXPECT_EQ(with_member("{}", "note", "1"), R"({"note":1})");
  EXPECT_EQ(with_member(R"({"access_token":"t"})", "note", "1"), R"({"note":1,"access_token":"t"})");
  EXPECT_EQ(with_half_of_records(R"({"a":1})"), R"({"a":1})");
}

TEST(BodyFaults, SurviveBodiesThatAreNoListings) {
  for (const std::string body :
       {"", "{", "[", "null", R"({"entities":)", R"({"entities":[)", R"({"entities":[{"id":)", "\""}) {
    (void)with_member(body, "n", "1");
    (void)with_value(body, "id", "1");
    (void)without_id(body);
    (void)with_empty_objects(body, 2);
    (void)with_half_of_records(body);
    (void)with_unknown_fields(body);
  }
}

}  // namespace
}  // namespace nowthen::sim
