#include "cli/commands/export_manifest.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

const Instant noon = parse_instant("2026-11-25T12:00:00Z").value();

ExportManifest sample() {
  return {.form = {.format = ExportFormat::csv, .spreadsheet_safe = true},
          .time_zone = "Europe/Berlin",
          .files = {{"conversation", "2026-11-20", 3, 100, "ab", "1-2"},
                    {"queue", std::nullopt, 1, 10, "cd", "3-4"},
                    {"segment", std::nullopt, 7, 70, "ef", "5-6"}}};
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ExportManifest, IsReadAsItWasWritten) {
  const auto read = parse_manifest(manifest_text(sample(), noon));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->form.format, ExportFormat::csv);
  EXPECT_TRUE(read->form.spreadsheet_safe);
  EXPECT_EQ(read->time_zone, "Europe/Berlin");
  EXPECT_EQ(read->files, sample().files);
}

TEST(ExportManifest, NamesWhereEachFileLies) {
  const std::string text = manifest_text(sample(), noon);
  for (const char* place : {R"("conversation/day=2026-11-20/data.csv")", R"("queue/data.csv")",
                            R"("segment/day=__HIVE_DEFAULT_PARTITION__/data.csv")"})
    EXPECT_NE(text.find(place), std::string::npos) << place << text;
}

TEST(ExportManifest, OfSomebodyElseIsRefused) {
  const std::string ours = manifest_text(sample(), noon);
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{}"), std::string(R"({"kind":"nowthen export"})"),
        with(ours, "nowthen export", "other"), with(ours, R"("version":1)", R"("version":2)"),
        with(ours, R"("as":"csv")", R"("as":"xls")"), with(ours, R"("rows":3)", R"("rows":"3")"),
        with(ours, R"("table":"segment")", R"("table":"../../home")"),
        with(ours, R"("day":"2026-11-20")", R"("day":"../../../x")")})
    EXPECT_FALSE(parse_manifest(text)) << text;
}

}  // namespace
}  // namespace nowthen::cli
