#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "support/checkout.hpp"
#include "support/comparison_sample.hpp"

namespace nowthen::cli {
namespace {

std::string golden(const std::string& name) {
  std::ifstream file(testing::in_checkout("tests/golden/" + name), std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// To change what programs read of a comparison on purpose, put the new text into the file.
TEST(CompareFormats, StayWhatProgramsWereWrittenFor) {
  for (const auto& [format, name] :
       {std::pair{Format::json, "compare.json"}, {Format::ndjson, "compare.ndjson"}}) {
    StringSink sink;
    write_report(sink, testing::comparison_sample(),
                 {.format = format, .all = true, .show_instant = format_instant, .table = {}});
    ASSERT_TRUE(sink.flush());
    EXPECT_EQ(sink.text(), golden(name)) << name;
  }
}

}  // namespace
}  // namespace nowthen::cli
