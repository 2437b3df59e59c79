#include "extract/erasure/erasure_journal.hpp"

#include <gtest/gtest.h>

namespace nowthen::extract {
namespace {

ErasureJournal sample() {
  return {.conversations = {sha256("a"), sha256("b")},
          .records = {{1, 168, 0}, {2, 4'294'967'296, 7}},
          .in_tables = 2,
          .unreadable = 1};
}

TEST(ErasureJournal, IsReadAsItWasWritten) {
  ErasureJournal journal = sample();
  EXPECT_EQ(parse_journal(journal_text(journal)), journal);
  journal.only_exports_left = true;
  journal.rows = 17;
  journal.removed_files = 3;
  EXPECT_EQ(parse_journal(journal_text(journal)), journal);
  EXPECT_EQ(parse_journal(journal_text({})), ErasureJournal{});
}

TEST(ErasureJournal, IsNoneWhereAByteHasChangedOrIsMissing) {
  const std::string text = journal_text(sample());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(parse_journal(changed)) << i;
    EXPECT_FALSE(parse_journal(text.substr(0, i))) << i;
  }
}

}  // namespace
}  // namespace nowthen::extract
