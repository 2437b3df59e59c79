#include "cli/commands/import_report.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

TEST(NewFieldLines, NameEachFieldOnceAndTheRestByTheirNumber) {
  extract::ImportReport report;
  EXPECT_TRUE(new_field_lines(report).empty());
  report.new_fields = {{"session.fooBar", 12}, {"session.\x1b[2J", 1}};
  EXPECT_EQ(
      new_field_lines(report),
      (std::vector<std::string>{"new to this program: session.\\x1b[2J (1 record), kept in column extra",
                                "new to this program: session.fooBar (12 records), kept in column extra"}));
  for (int i = 0; i < 30; ++i) report.new_fields["session.f" + std::to_string(i)] = 1;
  const auto lines = new_field_lines(report);
  ASSERT_EQ(lines.size(), extract::ImportReport::shown_troubles + 1);
  EXPECT_NE(lines.back().find("12 more fields"), std::string::npos) << lines.back();
}

TEST(CountInto, TakesWhatFilesCameTo) {
  extract::ImportReport all;
  extract::ImportReport one;
  one.records = 2;
  one.pages = 3;
  one.bytes = 4;
  one.troubles = 5;
  one.merged.revisions = {{"first", 1}, {"growth", 6}};
  one.new_fields = {{"a.b", 1}};
  add_to(all, one);
  add_to(all, one);
  extract::Run run;
  count_into(run, all);
  EXPECT_EQ(run.readings, 4);
  EXPECT_EQ(run.pages, 6);
  EXPECT_EQ(run.received_bytes, 8);
  EXPECT_EQ(run.set_aside, 10);
  EXPECT_EQ(run.revisions, 14);
  EXPECT_EQ(all.new_fields.at("a.b"), 2);
}

}  // namespace
}  // namespace nowthen::cli
