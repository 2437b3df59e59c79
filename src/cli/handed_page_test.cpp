#include "cli/handed_page.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

extract::RawPage sample() {
  return {.header = {.kind = archive::PageKind::imported,
                     .request = "import",
                     .received_at = Instant(std::chrono::milliseconds(1'793'000'000'001)),
                     .as_of = Instant(std::chrono::milliseconds(-5)),
                     .note = "tutorial \"note\"\n"},
          .records = {"{\"a\":1}\n", "", std::string("\0\xFF\n{", 4)}};
}

TEST(HandedPage, ComesBackToTheByte) {
  const extract::RawPage page = sample();
  const auto read = parse_handed_page(handed_page_text(page));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->header, page.header);
  EXPECT_EQ(read->records, page.records);
  extract::RawPage bare{.header = {.kind = archive::PageKind::imported}, .records = {}};
  EXPECT_EQ(parse_handed_page(handed_page_text(bare)).value().header, bare.header);
}

TEST(HandedPage, IsRefusedWhereItIsCutOrHasMore) {
  const std::string text = handed_page_text(sample());
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse_handed_page(text.substr(0, size))) << size;
  EXPECT_FALSE(parse_handed_page(text + "x"));
  for (const char* wrong :
       {"\n", "{}\n", "[]\n", "{\"sizes\":1}\n", "{\"sizes\":[-1]}\n", "{\"sizes\":[1.5]}\nx",
        "{\"sizes\":[9223372036854775807]}\nx", "{\"sizes\":[\"1\"]}\nx"})
    EXPECT_FALSE(parse_handed_page(wrong)) << wrong;
  EXPECT_TRUE(parse_handed_page("{\"sizes\":[]}\n"));
}

TEST(Intake, ComesBackWhole) {
  extract::Intake intake{.records = 3, .quarantined = {{7, "no id"}}, .merged = {}};
  intake.merged.new_readings = 2;
  intake.merged.known_readings = 1;
  intake.merged.new_conversations = 4;
  intake.merged.changed_conversations = 5;
  intake.merged.revisions = {{"first", 6}};
  intake.pages = 8;
  intake.suppressed = 9;
  intake.withheld = 10;
  intake.policed_values = 11;
  intake.new_fields = {{"session.fooBar", 12}};
  const auto read = intake_from(intake_json(intake));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->records, 3);
  ASSERT_EQ(read->quarantined.size(), 1U);
  EXPECT_EQ(read->quarantined[0].record, 7U);
  EXPECT_EQ(read->quarantined[0].reason, "no id");
  EXPECT_EQ(read->merged.new_readings, 2);
  EXPECT_EQ(read->merged.known_readings, 1);
  EXPECT_EQ(read->merged.new_conversations, 4);
  EXPECT_EQ(read->merged.changed_conversations, 5);
  EXPECT_EQ(read->merged.revisions, intake.merged.revisions);
  EXPECT_EQ(read->pages, 8);
  EXPECT_EQ(read->suppressed, 9);
  EXPECT_EQ(read->withheld, 10);
  EXPECT_EQ(read->policed_values, 11);
  EXPECT_EQ(read->new_fields, intake.new_fields);
  EXPECT_EQ(run_id_from(run_id_json(13)).value(), 13);
  EXPECT_EQ(run_id_from({}).error().kind, ErrorKind::malformed_reply);
  auto without = intake_json(intake);
  without.erase("records");
  EXPECT_EQ(intake_from(without).error().kind, ErrorKind::malformed_reply);
}

}  // namespace
}  // namespace nowthen::cli
