// A policy about persons' data over a whole data set: what it takes out is in no file.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nowthen/genesys/detail_decoder.hpp>

#include "extract/replay.hpp"
#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::page_of;
using namespace std::chrono_literals;

constexpr const char* canary = "tel:+491701234567";

std::shared_ptr<const RecordPolicy> policy() {
  PrivacyRules rules;
  EXPECT_TRUE(add_rule(rules, PrivacyAction::drop, "session.ani"));
  EXPECT_TRUE(add_rule(rules, PrivacyAction::hash, "participant.participant_name"));
  EXPECT_TRUE(add_rule(rules, PrivacyAction::mask, "attribute.card*"));
  return std::make_shared<const RecordPolicy>(rules, "a key that nobody knows");
}

std::string record_of(const std::string& id) {
  return R"({"conversationId":")" + id +
         R"(","conversationStart":"2026-11-20T10:00:00.000Z","participants":[{"participantId":"p",)"
         R"("participantName":"Ada Lovelace","attributes":{"card number":"4111-canary"},)"
         R"("sessions":[{"mediaType":"voice","ani":")" +
         canary + R"(","dnis":"tel:+1"}]}]})";
}

/// All that is kept, decompressed.
std::string kept_bytes(const KeptData& kept) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kept.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  auto reader = archive::Reader::open(kept.path() + "/archive").value();
  while (auto page = reader.next().value())
    for (std::uint32_t i = 0; i < page->record_count(); ++i) all += reader.record(*page, i)->bytes + "\n";
  return all;
}

void expect_none_of_it(const KeptData& kept) {
  const std::string all = kept_bytes(kept);
  for (const char* secret : {canary, "Ada Lovelace", "4111-canary", "+4917012"})
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
}

bool is_sound(const KeptData& kept) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  return verify_data(folder, warehouse::Library::load().value(), {}, {}).value().sound();
}

TEST(PrivacyPolicy, KeepsWhatItTakesOutFromEveryFile) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    data.obey(policy());
    const Intake intake = data.take(page_of({record_of("c-1"), record_of("c-2")}, noon)).value();
    EXPECT_EQ(intake.records, 2);
    EXPECT_EQ(intake.policed_values, 6);
    auto connection = data.tables().connect().value();
    EXPECT_EQ(connection
                  .value<std::int64_t>("SELECT count(DISTINCT participant_name) FROM participant WHERE "
                                       "participant_name LIKE 'hmac:%'")
                  .value(),
              1)
        << "equal names stay equal";
    EXPECT_EQ(connection.value<std::string>("SELECT any_value(value) FROM participant_attribute").value(),
              "***");
    EXPECT_EQ(connection.value<std::int64_t>("SELECT count(ani) FROM session").value(), 0);
    EXPECT_EQ(connection.value<std::int64_t>("SELECT count(dnis) FROM session").value(), 2);
  }
  expect_none_of_it(kept);
  EXPECT_TRUE(is_sound(kept));
}

TEST(PrivacyPolicy, HoldsForWhatSomebodyHasDecodedBefore) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    data.obey(policy());
    RawPage page = page_of({record_of("c-1")}, noon);
    page.decoded.push_back(decode_detail(page.records[0]).value());
    ASSERT_TRUE(data.stage(std::move(page)));
    EXPECT_EQ(data.commit_staged()->policed_values, 3);
  }
  expect_none_of_it(kept);
  EXPECT_TRUE(is_sound(kept));
}

TEST(PrivacyPolicy, HoldsForWhatIsNotUnderstood) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    data.obey(policy());
    const std::string torn = record_of("c-1").substr(0, 220);
    const std::string odd = R"({"conversationId":7,"legs":[{"ani":")" + std::string(canary) + R"("}]})";
    const Intake intake = data.take(page_of({torn, odd, "rubbish", record_of("c-2")}, noon)).value();
    EXPECT_EQ(intake.records, 1);
    EXPECT_EQ(intake.quarantined.size(), 3U);
    EXPECT_EQ(intake.withheld, 2) << "what is no JSON cannot be policed";
  }
  expect_none_of_it(kept);
  EXPECT_NE(kept_bytes(kept).find("withheld by the privacy policy: 220 bytes"), std::string::npos);
  EXPECT_TRUE(is_sound(kept));
}

TEST(PrivacyPolicy, HoldsForRecordsOfTheTutorial) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    data.obey(policy());
    RawPage page =
        page_of({R"({"conversationId":"t-1","startTime":"2026-11-20T10:00:00Z","type":"voice","ani":")" +
                 std::string(canary) +
                 R"(","participants":[{"id":"p","name":"Ada Lovelace","role":)"
                 R"("customer","attributes":{"Card":"4111-canary"}}]})"},
                noon, archive::PageKind::imported);
    page.header.note = note_of(RecordKind::tutorial_group);
    EXPECT_EQ(data.take(page).value().records, 1);
  }
  expect_none_of_it(kept);
  EXPECT_TRUE(is_sound(kept));
}

}  // namespace
}  // namespace nowthen::extract
