#include "core/shown_text.hpp"

#include <gtest/gtest.h>

namespace nowthen {
namespace {

TEST(Shown, NeverCutsACharacterInTwo) {
  EXPECT_EQ(shown("a\xC3\xA9", 2), "a");
  EXPECT_EQ(shown("a\xC3\xA9", 3), "a\xC3\xA9");
  EXPECT_EQ(shown("a\tb\x7F", 10), "a b ");
}

}  // namespace
}  // namespace nowthen
