#include "cli/commands/comparison_report.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/comparison_sample.hpp"

namespace nowthen::cli {
namespace {

std::string written(const ReportOptions& options) {
  StringSink sink;
  ReportOptions complete = options;
  complete.show_instant = format_instant;
  write_report(sink, testing::comparison_sample(), complete);
  EXPECT_TRUE(sink.flush());
  return sink.text();
}

TEST(ComparisonSummary, CountsEachSideAndShowsTheDelay) {
  EXPECT_EQ(comparison_summary(testing::comparison_sample(), {}),
            "live     5 conversations, server says 5: complete\n"
            "history  4 conversations, server says 5: 1 is missing\n"
            "\n"
            "both                  2  1 equal, 1 differ\n"
            "live only             3  1 open, 1 closed and awaited in history, 1 started before the range\n"
            "history only          2  1 no longer live, 1 not seen live\n"
            "\n"
            "closed ago       closed  in history  share\n"
            "───────────────  ──────  ──────────  ─────\n"
            "5 min to 15 min       2           1   50 %\n"
            "15 min to 1 h         1           1  100 %\n"
            "1 h to 4 h            1           1  100 %\n"
            "more than 24 h        1           1  100 %\n"
            "soonest seen in history: closed 8:06 before\n"
            "longest awaited by history: closed 12:06 before\n");
}

TEST(ComparisonReport, ListsEqualOnesOnlyWhenAsked) {
  EXPECT_EQ(written({}).find("d-equal"), std::string::npos);
  EXPECT_NE(written({.all = true}).find("d-equal"), std::string::npos);
  EXPECT_EQ(written({.format = Format::ndjson}).find("d-equal"), std::string::npos);
  EXPECT_NE(written({.format = Format::csv, .all = true}).find("d-equal"), std::string::npos);
}

TEST(ComparisonReport, KeepsControlCharactersOutOfEveryFormat) {
  for (const Format format : {Format::table, Format::json, Format::ndjson, Format::csv})
    EXPECT_EQ(written({.format = format, .all = true}).find('\x1b'), std::string::npos);
}

TEST(ComparisonReport, IsJsonThatParses) {
  const auto whole = boost::json::parse(written({.format = Format::json, .all = true}));
  EXPECT_EQ(whole.at("conversations").as_array().size(), 7U);
  EXPECT_EQ(whole.at("counts").at("awaiting_history").as_int64(), 1);
  EXPECT_FALSE(whole.at("history").at("complete").as_bool());
}

TEST(ComparisonReport, ListsWhatLeftLiveOnlyWhereItIsNotAsItShouldBe) {
  const auto lists_it = [](const ReportOptions& options) {
    return written(options).find(R"("finding":"left_live")") != std::string::npos;
  };
  EXPECT_TRUE(lists_it({.format = Format::ndjson}));
  EXPECT_FALSE(lists_it({.format = Format::ndjson, .expects_left = true}));
  EXPECT_TRUE(lists_it({.format = Format::ndjson, .all = true, .expects_left = true}));
}

TEST(ComparisonReport, EndsNdjsonWithTheSummary) {
  const std::string text = written({.format = Format::ndjson});
  const auto last = text.rfind('\n', text.size() - 2);
  EXPECT_EQ(boost::json::parse(text.substr(last + 1)).at("record").as_string(), "summary");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 7);
}

TEST(DifferencesText, SaysWhatEachSideShows) {
  const auto report = testing::comparison_sample();
  for (const auto& compared : report.comparison.conversations) {
    if (compared.finding != Finding::differs) continue;
    EXPECT_EQ(differences_text(compared),
              "state: held live, closed in history (live still showed it 480 s after its end); "
              "participants: customer Customer live, agent Ann \"A\" Li\x1b in history");
  }
}

}  // namespace
}  // namespace nowthen::cli
