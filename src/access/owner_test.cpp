#include "access/owner.hpp"

#include <gtest/gtest.h>

namespace nowthen::access {
namespace {

TEST(SilentOwner, NamesTheProcessAndWhatItDoes) {
  const Error error = silent_owner({.process = 1 << 30, .purpose = "import"});
  EXPECT_EQ(error.message, "process 1073741824 import, which has the data, does not answer");
  EXPECT_FALSE(error.hint.empty());
}

}  // namespace
}  // namespace nowthen::access
