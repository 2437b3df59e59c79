#include <gtest/gtest.h>

#include "cli/commands/export_remote.hpp"

namespace nowthen::cli {
namespace {

TEST(ExportQuestion, ComesBackWhole) {
  const ExportQuestion question{
      .table = "segment",
      .manner = {.form = {.format = ExportFormat::csv, .spreadsheet_safe = true},
                 .range = {.from = "2026-11-01", .to = ""},
                 .zone = "Europe/Berlin"},
      .have = {{.day = "2026-11-20", .state = "1-2"}, {.day = std::nullopt, .state = "3"}}};
  const auto read = parse_export_question(export_question_text(question));
  ASSERT_TRUE(read);
  EXPECT_EQ(export_question_text(*read), export_question_text(question));
  EXPECT_EQ(read->have, question.have);
}

TEST(ExportQuestion, RefusesDaysThatAreNone) {
  const std::string sound =
      R"({"table":"t","format":"csv","spreadsheet_safe":false,"from":"","to":"","time_zone":"UTC","have":[]})";
  ASSERT_TRUE(parse_export_question(sound));
  const auto with = [&](const std::string& old, const std::string& now) {
    std::string text = sound;
    return parse_export_question(text.replace(text.find(old), old.size(), now));
  };
  EXPECT_FALSE(with(R"("from":"")", R"("from":"2026-11-01' OR '1'='1")"));
  EXPECT_FALSE(with(R"("to":"")", R"("to":"x")"));
  EXPECT_FALSE(with("[]", R"([{"day":"'","state":"1"}])"));
  EXPECT_FALSE(with("[]", R"([{"state":"1"}])"));
  EXPECT_FALSE(with("[]", "[1]"));
  EXPECT_FALSE(with(R"("csv")", R"("exe")"));
  EXPECT_FALSE(with(R"("have":[])", R"("x":1)"));
  EXPECT_FALSE(parse_export_question(""));
  EXPECT_FALSE(parse_export_question("[]"));
}

}  // namespace
}  // namespace nowthen::cli
