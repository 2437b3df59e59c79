#include "access/owner.hpp"

#include <gtest/gtest.h>

namespace nowthen::access {
namespace {

TEST(StateIn, SaysWhatAProcessDoesWhateverItsName) {
  EXPECT_EQ(state_in("12 (nowthen) T 1 12"), "stopped");
  EXPECT_EQ(state_in("12 (nowthen) t 1 12"), "stopped");
  EXPECT_EQ(state_in("12 (a) S (b) D 1 12"), "waiting for a disk");
  EXPECT_EQ(state_in("12 (nowthen) R 1 12"), "running");
  EXPECT_EQ(state_in("12 (nowthen) Z 1 12"), "dead");
  for (const char* text : {"", "12", "12 (nowthen", "12 (nowthen)", "12 (nowthen) "})
    EXPECT_EQ(state_in(text), "") << text;
}

TEST(SilentOwner, NamesTheProcessAndWhatItDoes) {
  const Error error = silent_owner({.process = 1 << 30, .purpose = "import"});
  EXPECT_EQ(error.message, "process 1073741824 import, which has the data, does not answer");
  EXPECT_FALSE(error.hint.empty());
}

}  // namespace
}  // namespace nowthen::access
