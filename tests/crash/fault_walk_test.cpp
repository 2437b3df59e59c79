// The Nth thing that the program does to the disk fails, once or from then on, a write also after half of its
// bytes. It says so, once and with a hint, and the next run is as if nothing had been.
#include <gtest/gtest.h>

#include <cerrno>
#include <iostream>
#include <sstream>

#include "crash/imports.hpp"
#include "crash/spread.hpp"

namespace nowthen::crash {
namespace {

struct Case {
  std::size_t which;
  int code;
};

/// The name of the case, also where ctest lists it.
void PrintTo(const Case& each, std::ostream* out) {
  *out << "import " << each.which << (each.code == ENOSPC ? " ENOSPC" : " EIO");
}

class FaultWalk : public ::testing::TestWithParam<Case> {};

int lines_that_begin(const std::string& text, const std::string& begin) {
  std::istringstream lines(text);
  int count = 0;
  for (std::string line; std::getline(lines, line);) count += line.starts_with(begin) ? 1 : 0;
  return count;
}

/// Either the failure did no harm, or it is told in one line with a hint.
void expect_a_clear_word(const Ran& disturbed, const Undisturbed& whole) {
  SCOPED_TRACE(disturbed.err);
  EXPECT_EQ(disturbed.out, "");
  if (disturbed.code == whole.code) return;
  EXPECT_EQ(disturbed.code, 1);
  EXPECT_EQ(lines_that_begin(disturbed.err, "nowthen: "), 1);
  EXPECT_EQ(lines_that_begin(disturbed.err, "hint: "), 1);
  for (const char* word : {"INTERNAL", "invalidated", "terminate", "what():"})
    EXPECT_EQ(disturbed.err.find(word), std::string::npos) << word;
}

void walk(const Imports& imports, const Case& each, const Undisturbed& whole, const Interference& how) {
  SCOPED_TRACE("NOWTHEN_CRASH_STEP=" + std::to_string(how.fail_at) + (how.goes_on ? " and on" : " once") +
               (how.half ? ", half" : ""));
  const Scratch scratch;
  write_contents(whole.disk, "", scratch.disk());
  const Ran disturbed = run_program(scratch, imports.arguments(each.which), how);
  expect_a_clear_word(disturbed, whole);
  const auto promised = done_by(scratch, whole.disk).promised;
  const Look look = look_at(how.fail_at);
  const Ran next = run_program(scratch, imports.arguments(each.which));
  EXPECT_EQ(next.code, whole.code) << next.err;
  EXPECT_EQ(flaws_of(scratch.data(), promised, look), "");
  EXPECT_EQ(tables_of(scratch.data()), whole.tables);
  EXPECT_EQ(done_by(scratch, whole.disk).broken, "");
}

TEST_P(FaultWalk, IsToldOnceAndLeavesNothingBroken) {
  const Case each = GetParam();
  const Scratch own;
  const Imports imports(own);
  const Undisturbed whole = undisturbed(imports).at(each.which);
  const std::uint64_t seed = first_seed("fault walk");
  SeededRandom random(seed);
  std::size_t runs = 0;
  for (const std::uint64_t step : spread(whole.steps, 16, seed))
    for (const unsigned how : {0U, 1U, 2U, 3U}) {
      if (!is_in_full() && how != random.next() % 4) continue;
      walk(imports, each, whole,
           {.fail_at = step, .code = each.code, .goes_on = (how & 1U) != 0, .half = (how & 2U) != 0});
      ++runs;
    }
  std::cout << runs << " faults at " << whole.steps << " steps" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Imports, FaultWalk,
                         ::testing::Values(Case{0, ENOSPC}, Case{1, ENOSPC}, Case{0, EIO}, Case{1, EIO}));

}  // namespace
}  // namespace nowthen::crash
