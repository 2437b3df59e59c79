#include "cli/commands/row_filter.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace nowthen::cli {
namespace {

bool is_c1(std::string_view id) { return id == "c-1"; }

std::string csv_without(const std::string& text, std::size_t column = 0) {
  std::istringstream in(text);
  std::ostringstream out;
  filter_csv(in, out, column, is_c1);
  return out.str();
}

TEST(FilterCsv, RemovesRowsAndLeavesEachByteOfTheOthers) {
  EXPECT_EQ(csv_without("id,x\nc-1,1\nc-12,2\n\"c-1\",3\n,4\n"), "id,x\nc-12,2\n,4\n");
  EXPECT_EQ(csv_without("id,x\nc-2,\"a\nb, c-1\"\nc-1,\"a\nb\"\nc-3,\"\"\"\"\n"),
            "id,x\nc-2,\"a\nb, c-1\"\nc-3,\"\"\"\"\n");
  EXPECT_EQ(csv_without("x,id\nc-1,a\na,c-1\n", 1), "x,id\nc-1,a\n");
  EXPECT_EQ(csv_without("c-1\nc-1"), "c-1\n") << "the first row is no row";
  EXPECT_EQ(csv_without("id\n'c-1\n"), "id\n") << "made safe for a spreadsheet";
  EXPECT_EQ(csv_without("id\r\nc-1\r\nc-2\r\n"), "id\r\nc-2\r\n");
}

TEST(FilterNdjson, RemovesLinesWhoseConversationItIs) {
  std::istringstream in(
      "{\"conversation_id\":\"c-1\",\"a\":1}\n{\"conversation_id\":\"c-2\",\"b\":\"c-1\"}\n"
      "{\"a\":{\"conversation_id\":\"c-1\"}}\n{\"conversation_id\":\"\\u0063-1\"}\n{\"conversation_id\":"
      "null}");
  std::ostringstream out;
  const auto rows = filter_ndjson(in, out, is_c1);
  EXPECT_EQ(rows.removed, 2);
  EXPECT_EQ(rows.kept, 3);
  EXPECT_EQ(out.str(),
            "{\"conversation_id\":\"c-2\",\"b\":\"c-1\"}\n{\"a\":{\"conversation_id\":\"c-1\"}}\n"
            "{\"conversation_id\":null}");
}

TEST(CsvCells, UndoesQuotes) {
  EXPECT_EQ(csv_cells("a,\"b,\"\"c\"\"\",\n"), (std::vector<std::string>{"a", "b,\"c\"", ""}));
}

}  // namespace
}  // namespace nowthen::cli
