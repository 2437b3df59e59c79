#include "cli/output/csv.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

std::string line_of(const std::vector<std::string>& cells, Formulas formulas = Formulas::kept) {
  std::string line;
  for (const auto& cell : cells) append_csv_cell(line, cell, formulas);
  return line;
}

TEST(CsvCell, IsQuotedOnlyWhereItMustBe) {
  EXPECT_EQ(line_of({"a", "b c", ""}), "a,b c,");
  EXPECT_EQ(line_of({"a", "Smith, Ann"}), "a,\"Smith, Ann\"");
  EXPECT_EQ(line_of({"a", "say \"hi\""}), "a,\"say \"\"hi\"\"\"");
  EXPECT_EQ(line_of({"a", "two\nlines"}), "a,\"two\nlines\"");
}

TEST(CsvCell, KeepsTelephoneNumbersUnlessAskedToGuard) {
  EXPECT_EQ(line_of({"a", "+4930123"}), "a,+4930123");
  EXPECT_EQ(line_of({"a", "+4930123"}, Formulas::guarded), "a,\"'+4930123\"");
}

TEST(CsvCell, GuardsEveryBeginningOfAFormula) {
  for (const std::string cell : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    EXPECT_EQ(line_of({"a", cell}, Formulas::guarded), "a,\"'" + cell + "\"");
  EXPECT_EQ(line_of({"a", "1-1"}, Formulas::guarded), "a,1-1");
}

}  // namespace
}  // namespace nowthen::cli
