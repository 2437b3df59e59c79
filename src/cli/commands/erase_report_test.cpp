#include "cli/commands/erase_report.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "cli/commands/erase_input.hpp"

namespace nowthen::cli {
namespace {

extract::ErasureReport sample() {
  extract::ErasureReport report;
  report.conversations = {sha256("a")};
  report.records = {{.position = {1, 168, 2}, .record_hash = sha256("r"), .page_hash = sha256("p")}};
  report.in_tables = 1;
  report.rows = 10;
  report.exports = {{.path = "/exports/one", .files = 2, .rows = 3}, {.path = "/exports/two"}};
  return report;
}

TEST(EraseReport, SaysWhatHasGone) {
  auto report = sample();
  report.certificate_path = "/data/erased/x.json";
  report.events = 2;
  EXPECT_EQ(erasure_text(report),
            "erased 1 conversation: 1 record of the archive, 10 rows of the tables, 0 files beside them\n"
            "2 events that waited for webhooks taken out of the outbox\n"
            "3 rows taken out of 2 files in /exports/one\n"
            "certificate: /data/erased/x.json\n");
  EXPECT_TRUE(erasure_doubts(report).empty());
}

TEST(EraseReport, SaysWhatCannotBeSaid) {
  auto report = sample();
  report.unreadable = 2;
  report.exports[1].trouble = "gone\x1b[31m";
  EXPECT_FALSE(report.is_complete());
  const auto doubts = erasure_doubts(report);
  ASSERT_EQ(doubts.size(), 2U);
  EXPECT_NE(doubts[0].find("damaged in 2 places"), std::string::npos);
  EXPECT_NE(doubts[1].find("/exports/two was not looked through: gone\\x1b"), std::string::npos) << doubts[1];
}

TEST(Certificate, HoldsHashesAndNumbersAlone) {
  auto report = sample();
  report.exports[1].trouble = "no such folder";
  const std::string text = extract::certificate_text(report, parse_instant("2026-11-25T12:00:00Z").value());
  const auto certificate = boost::json::parse(text);
  EXPECT_EQ(certificate.at("conversations").at(0).as_string(), to_hex(sha256("a")));
  EXPECT_EQ(certificate.at_pointer("/archive/records/0/record_hash").as_string(), to_hex(sha256("r")));
  EXPECT_EQ(certificate.at_pointer("/exports/not_reachable"), 1);
  EXPECT_EQ(certificate.at("complete"), false);
  EXPECT_EQ(text.find("/exports/one"), std::string::npos) << "a path may name a person";
}

TEST(IdsIn, AreALineEach) {
  EXPECT_EQ(ids_in(" a \r\n\n\tb\nc d"), (std::vector<std::string>{"a", "b", "c d"}));
  EXPECT_TRUE(ids_in("").empty());
}

TEST(ReadIds, RefusesWhatCannotBeOne) {
  EXPECT_EQ(read_ids({"b", "a", "b"}, "", {}).value(), (std::vector<std::string>{"a", "b"}));
  for (const std::string& id : {std::string(), std::string("a\nb"), std::string(257, 'x')})
    EXPECT_EQ(read_ids({id}, "", {}).error().kind, ErrorKind::invalid_request);
}

}  // namespace
}  // namespace nowthen::cli
