#pragma once
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <utility>

namespace nowthen::testing {

/// Tries a property on random inputs and fails the test when it does not hold: `rc::check` alone only returns
/// false. The seed is printed; RC_PARAMS="seed=N" in the environment replays it.
template <class... Arguments>
void expect_property(Arguments&&... arguments) {
  EXPECT_TRUE(rc::check(std::forward<Arguments>(arguments)...));
}

}  // namespace nowthen::testing
