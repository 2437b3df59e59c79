#include "cli/output/terminal_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::cli {
namespace {

TEST(Printable, LeavesReadableTextAlone) {
  EXPECT_EQ(printable("Agent Smith"), "Agent Smith");
  EXPECT_EQ(printable("Zoë Übel, 山田"), "Zoë Übel, 山田");
}

TEST(Printable, TakesThePowerFromControlSequences) {
  EXPECT_EQ(printable("a\x1b[2Jb"), "a\xEF\xBF\xBD[2Jb");
  EXPECT_EQ(printable("a\x07\x7f"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(printable("a\xC2\x9B"
                      "31mb"),
            "a\xEF\xBF\xBD"
            "31mb")
      << "C1 control sequence introducer";
  EXPECT_EQ(printable("a\nb\tc\rd"), "a b c d");
  // NOLINTNEXTLINE(misc-misleading-bidirectional): what is to be made harmless
  EXPECT_EQ(printable("evil\xE2\x80\xAEgnp"), "evil\xEF\xBF\xBDgnp") << "right-to-left override";
  EXPECT_EQ(printable(std::string_view("a\0b", 3)),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Printable, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(printable("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "overlong NUL";
  EXPECT_EQ(printable("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "surrogate";
  EXPECT_EQ(printable("\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "cut short";
}

TEST(DisplayWidth, CountsCellsAndNotBytes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("Zoë"), 3U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U) << "combining accent";
  EXPECT_EQ(display_width("山田"), 4U);
  EXPECT_EQ(display_width("\xF0\x9F\x93\x9E"), 2U) << "telephone receiver";
}

TEST(Truncate, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(truncate("abcdef", 6), "abcdef");
  EXPECT_EQ(truncate("abcdef", 4), "abc…");
  EXPECT_EQ(truncate("山田太郎", 4), "山…");
  EXPECT_EQ(truncate("abc", 1), "…");
  EXPECT_EQ(truncate("abc", 0), "");
}

TEST(Truncate, NeverTakesMoreThanItsWidth) {
  nowthen::testing::expect_property([](const std::string& bytes) {
    const std::string safe = printable(bytes);
    const auto width = *rc::gen::inRange<std::size_t>(0, 12);
    RC_ASSERT(display_width(truncate(safe, width)) <= width);
  });
}

TEST(Printable, IsIdempotentAndWithoutControls) {
  nowthen::testing::expect_property([](const std::string& bytes) {
    const std::string once = printable(bytes);
    RC_ASSERT(printable(once) == once);
    for (const char byte : once) RC_ASSERT(static_cast<unsigned char>(byte) >= 0x20U);
  });
}

TEST(TruncatePainted, CountsCharactersOnlyAndEndsTheStyle) {
  EXPECT_EQ(truncate_painted("\x1b[1mabc\x1b[0m", 3), "\x1b[1mabc\x1b[0m");
  EXPECT_EQ(truncate_painted("\x1b[1mabcdef\x1b[0m", 4), "\x1b[1mabc…\x1b[0m");
  EXPECT_EQ(truncate_painted("山田太郎", 4), "山…");
  EXPECT_EQ(truncate_painted("abc", 0), "");
}

TEST(Excerpt, ShowsABeginningWithoutHarm) {
  EXPECT_EQ(excerpt("{\"a\":1}", 120), "{\"a\":1}");
  EXPECT_EQ(excerpt("abcdef", 3), "abc…");
  EXPECT_EQ(excerpt("\x1b]0;x", 2), "\xEF\xBF\xBD]…");
}

}  // namespace
}  // namespace nowthen::cli
