// The program kills itself before, or in the middle of, the Nth thing it does to the disk. The next run puts
// everything right by itself.
#include <gtest/gtest.h>

#include <csignal>
#include <iostream>

#include "crash/imports.hpp"
#include "crash/spread.hpp"

namespace nowthen::crash {
namespace {

class KillWalk : public ::testing::TestWithParam<std::tuple<std::size_t, bool>> {};

/// Commands that read may come first: they mend nothing, and are not alarmed. Tables whose file was being
/// written may be unreadable: that is said, with what mends it.
void expect_readers_to_cope(const Scratch& scratch) {
  const Ran query =
      run_program(scratch, {"query", "SELECT count(*) FROM conversation"}, {.is_recorded = false});
  EXPECT_TRUE(query.code == 0 || query.err.find("nowthen import") != std::string::npos) << query.err;
  const Ran verify = run_program(scratch, {"verify", "--format", "json"}, {.is_recorded = false});
  const bool can_read = verify.out.find("\"tables_unreadable\":\"") == std::string::npos;
  EXPECT_TRUE(!can_read || verify.out.find("\"sound\":false") == std::string::npos) << verify.out;
  EXPECT_TRUE(verify.code == 0 || verify.err.find("nowthen import") != std::string::npos) << verify.err;
}

/// The next run after that one is the same import, as a person would try it again.
void expect_the_next_import_to_put_it_right(const Scratch& scratch, const Imports& imports, std::size_t which,
                                            const Undisturbed& whole, Look look) {
  const auto promised = done_by(scratch, whole.disk).promised;
  const Ran next = run_program(scratch, imports.arguments(which));
  EXPECT_EQ(next.code, whole.code) << next.err;
  EXPECT_EQ(flaws_of(scratch.data(), promised, look), "");
  EXPECT_EQ(tables_of(scratch.data()), whole.tables);
  EXPECT_EQ(done_by(scratch, whole.disk).broken, "");
}

TEST_P(KillWalk, NothingIsLostAndTheNextRunNeedsNobody) {
  const auto [which, half] = GetParam();
  const Scratch own;
  const Imports imports(own);
  const Undisturbed whole = undisturbed(imports).at(which);
  const auto steps = spread(whole.steps, 20, first_seed("kill walk"));
  for (const std::uint64_t step : steps) {
    SCOPED_TRACE("NOWTHEN_CRASH_STEP=" + std::to_string(step));
    const Scratch scratch;
    write_contents(whole.disk, "", scratch.disk());
    const Ran killed = run_program(scratch, imports.arguments(which), {.kill_at = step, .half = half});
    // How many steps DuckDB takes differs from run to run: it may have been done before.
    const bool was_done_before = steps_taken(scratch) < step && killed.code == whole.code;
    ASSERT_TRUE(killed.code == -SIGKILL || was_done_before) << killed.err;
    if (look_at(step) == Look::at_everything) expect_readers_to_cope(scratch);
    expect_the_next_import_to_put_it_right(scratch, imports, which, whole, look_at(step));
  }
  std::cout << steps.size() << " kills at " << whole.steps << " steps" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Imports, KillWalk, ::testing::Combine(::testing::Values(0U, 1U), ::testing::Bool()));

}  // namespace
}  // namespace nowthen::crash
