#include "cli/report_error.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

#include "support/property.hpp"

namespace nowthen::cli {
namespace {

TEST(Neutralised, LeavesTextOfAnyLanguageAlone) {
  EXPECT_EQ(neutralised("Grüße, 東京 😀 a\\b"), "Grüße, 東京 😀 a\\b");
}

TEST(Neutralised, DisarmsWhatCouldMoveATerminal) {
  EXPECT_EQ(neutralised("\x1b[2J\r\n\t"), "\\x1b[2J\\x0d\\x0a\\x09");
  EXPECT_EQ(neutralised("\x7f"), "\\x7f");
  EXPECT_EQ(neutralised("\xc2\x9b"
                        "31m"),
            "\\x9b31m");
  // NOLINTNEXTLINE(misc-misleading-bidirectional): what is to be made harmless
  EXPECT_EQ(neutralised("\xe2\x80\xa8|\xe2\x80\xae"), "\\u{2028}|\\u{202e}");
  EXPECT_EQ(neutralised(std::string_view("\0", 1)), "\\x00");
}

TEST(Neutralised, ShowsBytesThatAreNotText) {
  EXPECT_EQ(neutralised("\xff|\xc0\xaf|\xed\xa0\x80|\xe2\x82"),
            "\\xff|\\xc0\\xaf|\\xed\\xa0\\x80|\\xe2\\x82");
}

TEST(Neutralised, IsAlwaysOneHarmlessLineAndStable) {
  nowthen::testing::expect_property([](const std::string& text) {
    const std::string clean = neutralised(text);
    for (const char c : clean) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    RC_ASSERT(neutralised(clean) == clean);
  });
}

TEST(ReportError, IsOneLineAndAHint) {
  std::ostringstream err;
  const ExitCode code = report_error(err, {.kind = ErrorKind::forbidden,
                                           .message = "the scope\nconversations:view is missing",
                                           .http_status = 403,
                                           .correlation_id = "c-1",
                                           .hint = "nowthen auth"});
  EXPECT_EQ(code, ExitCode::failed);
  EXPECT_EQ(
      err.str(),
      "nowthen: the scope\\x0aconversations:view is missing (correlation id c-1)\nhint: nowthen auth\n");
}

TEST(DefaultHint, ExistsForEveryKindOfError) {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::local); ++kind)
    for (const int status : {0, 400}) {
      const Error error{.kind = static_cast<ErrorKind>(kind), .message = "x", .http_status = status};
      EXPECT_FALSE(default_hint(error).empty()) << to_string(error.kind);
      if (error.kind == ErrorKind::cancelled) continue;
      std::ostringstream err;
      report_error(err, error);
      EXPECT_EQ(err.str(), "nowthen: x\nhint: " + default_hint(error) + "\n");
    }
}

TEST(ReportError, SaysOnlyThatItWasInterrupted) {
  std::ostringstream err;
  EXPECT_EQ(report_error(err, {.kind = ErrorKind::cancelled, .message = "page 3: stop", .hint = "x"}),
            ExitCode::interrupted);
  EXPECT_EQ(err.str(), "nowthen: interrupted\n");
}

TEST(ExitCodeOf, TellsOurRefusalsFromTheServers) {
  EXPECT_EQ(exit_code_of(usage_error("x")), ExitCode::usage);
  EXPECT_EQ(exit_code_of({.kind = ErrorKind::invalid_request, .http_status = 400}), ExitCode::failed);
  EXPECT_EQ(exit_code_of({.kind = ErrorKind::local}), ExitCode::failed);
}

}  // namespace
}  // namespace nowthen::cli
