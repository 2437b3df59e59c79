#include "cli/commands/listing_summary.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

struct Case {
  ListingReport report;
  const char* text;
  ExitCode code;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    EXPECT_EQ(listing_summary(each.report), each.text);
    EXPECT_EQ(exit_code_for(each.report), each.code) << each.text;
  }
}

TEST(ListingSummary, SaysWhatCameAgainstWhatTheServerSays) {
  expect_all({
      {{.records = 12345, .matched = 12345, .server_total = 12345, .ended = true},
       "12,345 conversations, server says 12,345: complete",
       ExitCode::ok},
      {{.records = 1, .matched = 1, .server_total = 1, .ended = true},
       "1 conversation, server says 1: complete",
       ExitCode::ok},
      {{.records = 90, .matched = 7, .server_total = 90, .ended = true},
       "7 of 90 conversations, server says 90: complete",
       ExitCode::ok},
      {{.records = 95, .matched = 95, .unproven_windows = 1, .server_total = 100, .ended = true},
       "95 conversations, server says 100: 5 are missing",
       ExitCode::not_proven},
      {{.records = 13, .matched = 13, .server_total = 12, .total_moved = true, .ended = true},
       "13 conversations, server says 12 now: complete, 1 was withdrawn meanwhile; the total moved meanwhile",
       ExitCode::ok},
      {{.records = 101,
        .matched = 101,
        .unproven_windows = 1,
        .server_total = 100,
        .total_moved = true,
        .ended = true},
       "101 conversations, server says 100: 1 more came than it says; the total moved meanwhile",
       ExitCode::not_proven},
  });
}

TEST(ListingSummary, SaysWhyItIsNotWhole) {
  expect_all({
      {{.records = 98, .matched = 98, .repeated = 3, .set_aside = 2, .server_total = 100, .ended = true},
       "98 conversations, server says 100: 2 are missing: they could not be read; 3 came twice and were "
       "dropped",
       ExitCode::not_proven},
      {{.records = 99, .matched = 99, .repeated = 1, .set_aside = 1, .server_total = 100, .ended = true},
       "99 conversations, server says 100: 1 is missing: it could not be read; 1 came twice and was dropped",
       ExitCode::not_proven},
      {{.records = 95, .matched = 95, .set_aside = 2, .server_total = 100, .ended = true},
       "95 conversations, server says 100: 5 are missing, 2 of them could not be read",
       ExitCode::not_proven},
      {{.records = 99, .matched = 99, .set_aside = 2, .server_total = 100, .ended = true},
       "99 conversations, server says 100: 1 is missing; 2 records set aside as unreadable",
       ExitCode::not_proven},
      {{.records = 200, .matched = 200, .server_total = 900, .stopped_early = true, .ended = true},
       "200 conversations, server says 900: ended by --max-pages",
       ExitCode::ok},
      {{.records = 199,
        .matched = 199,
        .set_aside = 1,
        .server_total = 900,
        .stopped_early = true,
        .ended = true},
       "199 conversations, server says 900: ended by --max-pages; 1 record set aside as unreadable",
       ExitCode::not_proven},
      {{.records = 40, .matched = 40, .server_total = 900},
       "40 conversations, server says 900: not read to the end",
       ExitCode::not_proven},
      {{.records = 9, .matched = 9, .windows = 3, .second_looks = 1, .server_total = 9, .ended = true},
       "9 conversations, server says 9: complete; asked in 3 parts; 1 part read twice",
       ExitCode::ok},
      {{.records = 9, .matched = 9, .asked_again = 1, .server_total = 9, .ended = true},
       "9 conversations, server says 9: complete; 1 page asked for twice, the first reply was garbled",
       ExitCode::ok},
      {{.records = 3, .matched = 3, .windows = 2, .unproven_windows = 2, .server_total = 3, .ended = true},
       "3 conversations, server says 3: not proven, 2 parts do not add up; asked in 2 parts",
       ExitCode::not_proven},
      {{.records = 3, .matched = 3, .windows = 1, .unproven_windows = 1, .server_total = 3, .ended = true},
       "3 conversations, server says 3: not proven, it may have changed meanwhile",
       ExitCode::not_proven},
      {{.unproven_windows = 1, .ended = true},
       "0 conversations, the server names no total to check against",
       ExitCode::not_proven},
  });
}

}  // namespace
}  // namespace nowthen::cli
