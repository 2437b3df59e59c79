#include "net/process_state.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace nowthen::net {
namespace {

TEST(StateIn, StandsBehindTheNameWhateverThatIs) {
  EXPECT_EQ(state_in("491 (nowthen) S 1 491 491 0"), 'S');
  EXPECT_EQ(state_in("491 (a) T (b) T 1 491"), 'T');
  EXPECT_EQ(state_in("491 () R) t 1"), 't');
}

TEST(StateIn, IsABlankWhereThereIsNone) {
  for (const char* text : {"", "491", "491 (nowthen", "491 (nowthen)", "491 (nowthen) "})
    EXPECT_EQ(state_in(text), ' ') << text;
}

TEST(IsStopped, IsNotTrueOfThisProcess) { EXPECT_FALSE(is_stopped(::getpid())); }

}  // namespace
}  // namespace nowthen::net
