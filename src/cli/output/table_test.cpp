#include "cli/output/table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "cli/output/terminal_text.hpp"
#include "support/property.hpp"

namespace nowthen::cli {
namespace {

using Align = Column::Align;

std::vector<Column> three_columns() {
  return {{.title = "id", .min_width = 4, .max_width = 36},
          {.title = "agent", .min_width = 4, .max_width = 20, .expendable = 1},
          {.title = "talk", .align = Align::right, .min_width = 4, .max_width = 8, .expendable = 2}};
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    widest = std::max(widest, display_width(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

TEST(Table, AlignsColumnsByDisplayWidth) {
  Table table(three_columns(), {});
  table.add({{"a1"}, {"山田"}, {"7"}});
  table.add({{"b22"}, {"Zoë"}, {"120"}});
  EXPECT_EQ(table.take(),
            "id   agent  talk\n"
            "───  ─────  ────\n"
            "a1   山田      7\n"
            "b22  Zoë     120\n");
}

TEST(Table, HasItsHeadEvenWithoutRows) {
  Table table(three_columns(), {});
  EXPECT_EQ(table.take(), "id  agent  talk\n──  ─────  ────\n");
}

TEST(Table, KeepsTheWidthsOfTheFirstRows) {
  Table table(three_columns(), {.available = 40});
  table.add({{"abc"}, {"Ann"}, {"1"}});
  EXPECT_EQ(table.take(),
            "id   agent  talk\n"
            "───  ─────  ────\n"
            "abc  Ann       1\n");
  table.add({{"abcdef"}, {"Bartholomew"}, {"2"}});
  EXPECT_EQ(table.take(), "ab…  Bart…     2\n");
}

TEST(Table, LetsLongTextsStickOutWhereNothingLimitsIt) {
  Table table(three_columns(), {});
  table.add({{"abc"}, {"Ann"}, {"1"}});
  table.take();
  table.add({{"abcdef"}, {"Bo"}, {"2"}});
  EXPECT_EQ(table.take(), "abcdef  Bo        2\n");
}

TEST(Table, NeutralisesHostileNames) {
  Table table({{.title = "agent"}}, {.available = 40});
  table.add({{"\x1b[2J\x1b[31mMallory\nforged line"}});
  const std::string text = table.take();
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

TEST(Table, PaintsOnlyWhereColourIsWanted) {
  Table table({{.title = "state"}}, {.available = 40, .palette = Palette(true)});
  table.add({{"connected", Style::green}});
  EXPECT_EQ(table.take(), "\x1b[1mstate\x1b[0m\n\x1b[2m─────────\x1b[0m\n\x1b[32mconnected\x1b[0m\n");
}

TEST(FitWidths, ShrinksTheWidestColumnFirst) {
  EXPECT_EQ(fit_widths(three_columns(), {36, 10, 4}, 54), (std::vector<std::size_t>{36, 10, 4}));
  EXPECT_EQ(fit_widths(three_columns(), {36, 10, 4}, 40), (std::vector<std::size_t>{22, 10, 4}));
  EXPECT_EQ(fit_widths(three_columns(), {36, 10, 4}, 16), (std::vector<std::size_t>{4, 4, 4}));
}

TEST(FitWidths, NeverCutsWhatIsWhole) {
  const std::vector<Column> columns{{.title = "id", .min_width = 4},
                                    {.title = "hold", .min_width = 4, .expendable = 1, .whole = true},
                                    {.title = "talk", .min_width = 4, .max_width = 6, .whole = true}};
  EXPECT_EQ(fit_widths(columns, {36, 8, 8}, 30), (std::vector<std::size_t>{10, 8, 8}));
  EXPECT_EQ(fit_widths(columns, {36, 8, 8}, 20), (std::vector<std::size_t>{10, 0, 8}));
}

TEST(FitWidths, DropsTheMostExpendableWhenNothingCanShrink) {
  EXPECT_EQ(fit_widths(three_columns(), {36, 10, 4}, 15), (std::vector<std::size_t>{6, 7, 0}));
  EXPECT_EQ(fit_widths(three_columns(), {36, 10, 4}, 6), (std::vector<std::size_t>{6, 0, 0}));
}

TEST(Table, FitsTheTerminalWhateverItHolds) {
  nowthen::testing::expect_property([](const std::vector<std::vector<std::string>>& rows) {
    const auto available = *rc::gen::inRange<std::size_t>(4, 120);
    Table table(three_columns(), {.available = available});
    for (const auto& texts : rows) {
      Row row;
      for (const auto& text : texts) row.push_back({text});
      table.add(std::move(row));
    }
    RC_ASSERT(widest_line(table.take()) <= available);
  });
}

}  // namespace
}  // namespace nowthen::cli
