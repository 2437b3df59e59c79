#include "cli/commands/prune_report.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

extract::PruneReport some() {
  return {.rows = {{"conversation", 1}, {"segment", 12'345}},
          .segments = 2,
          .segment_bytes = 1'500'000,
          .tables_before = 44'300'000,
          .tables_after = 21'000'000};
}

TEST(PruneText, SaysWhatWouldGoAndWhatWent) {
  EXPECT_EQ(prune_text(some(), true),
            "table conversation: 1 row would go\ntable segment: 12,345 rows would go\narchive: 2 segments "
            "would go, 1.5 "
            "MB\n");
  EXPECT_EQ(prune_text(some(), false),
            "table conversation: 1 row went\ntable segment: 12,345 rows went\narchive: 2 segments went, 1.5 "
            "MB\nthe "
            "tables' file: 44.3 MB before, 21.0 MB now\n");
  EXPECT_EQ(prune_text({}, false), "nothing is that old\n");
}

TEST(PruneText, ClaimsNoSmallerFileWhereNoneWasWritten) {
  auto report = some();
  report.not_rewritten = "no room";
  EXPECT_EQ(prune_text(report, false).find("file"), std::string::npos);
}

TEST(PruneJson, HasTheSame) {
  EXPECT_EQ(prune_json(some(), true),
            "{\"done\":false,\"rows\":{\"conversation\":1,\"segment\":12345},\"segments\":2,\"segment_"
            "bytes\":1500000,"
            "\"tables_bytes_before\":44300000,\"tables_bytes_after\":null}\n");
}

}  // namespace
}  // namespace nowthen::cli
