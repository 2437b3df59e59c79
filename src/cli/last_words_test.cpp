#include "cli/last_words.hpp"

#include <gtest/gtest.h>

#include <exception>
#include <stdexcept>

namespace nowthen::cli {
namespace {

void end_by(const char* words) {
  try {
    throw std::runtime_error(words);
  } catch (...) {
    std::terminate();
  }
}

TEST(LastWordsOf, TellWhatDuckDbThrew) {
  const auto error = last_words_of(
      R"({"exception_type":"IO","exception_message":"Could not truncate file \"w.wal\": Input/output error"})");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, ErrorKind::local);
  EXPECT_NE(error->message.find("Could not truncate file \"w.wal\": Input/output error"), std::string::npos);
  EXPECT_FALSE(error->hint.empty());
}

TEST(LastWordsOf, AreNobodyElses) {
  for (const char* text :
       {"", "bad_alloc", "{}", "[]", R"({"exception_message":1})", "{\"exception_message\":"})
    EXPECT_FALSE(last_words_of(text)) << text;
}

TEST(SayLastWords, EndsWithAHintAndExitCodeOne) {
  const auto die = [] {
    say_last_words();
    end_by(R"({"exception_message":"no disk"})");
  };
  EXPECT_EXIT(die(), ::testing::ExitedWithCode(1), "the database gave up: no disk\nhint: ");
}

TEST(SayLastWords, LeavesOtherEndsAsTheyWere) {
  const auto die = [] {
    say_last_words();
    end_by("a bug");
  };
  EXPECT_DEATH(die(), "a bug");
}

}  // namespace
}  // namespace nowthen::cli
