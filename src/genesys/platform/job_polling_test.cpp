#include <gtest/gtest.h>

#include <nowthen/genesys/jobs.hpp>

namespace nowthen {
namespace {

using namespace std::chrono_literals;

Result<std::optional<std::chrono::milliseconds>> poll(const char* state, int polls = 1,
                                                      std::chrono::milliseconds waited = 0ms) {
  return next_poll({}, {.state = state, .error_message = "too much\ndata"}, polls, waited);
}

TEST(NextPoll, WaitsLongerEachTimeUpToACeiling) {
  EXPECT_EQ(poll("PENDING", 1).value(), 4'500ms);
  EXPECT_EQ(poll("QUEUED", 2).value(), 6'750ms);
  EXPECT_EQ(poll("PENDING", 100).value(), 60s);
  EXPECT_EQ(poll("PENDING", 1'000'000).value(), 60s);
}

TEST(NextPoll, HasNothingToDoForAFulfilledJob) { EXPECT_EQ(poll("FULFILLED").value(), std::nullopt); }

TEST(NextPoll, WaitsForAStateItDoesNotKnow) { EXPECT_EQ(poll("RESTING").value(), 4'500ms); }

struct EndRow {
  const char* state;
  ErrorKind kind;
  const char* message;
};
class JobEnd : public testing::TestWithParam<EndRow> {};

TEST_P(JobEnd, IsAnErrorThatSaysWhatToDo) {
  const auto end = poll(GetParam().state);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().kind, GetParam().kind);
  EXPECT_EQ(end.error().message, GetParam().message);
  EXPECT_NE(end.error().hint.find("again"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, JobEnd,
    testing::Values(EndRow{"FAILED", ErrorKind::invalid_request, "the job failed: too much data"},
                    EndRow{"CANCELLED", ErrorKind::invalid_request, "the job was cancelled"},
                    EndRow{"EXPIRED", ErrorKind::not_found, "the job has expired and its results are gone"}));

TEST(NextPoll, GivesUpOnAJobThatNeverEnds) {
  EXPECT_TRUE(poll("PENDING", 100, 3'540s));
  const auto end = poll("PENDING", 100, 3'541s);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().kind, ErrorKind::transient);
  EXPECT_EQ(end.error().message, "the job is still PENDING after 3541 s");
}

}  // namespace
}  // namespace nowthen
