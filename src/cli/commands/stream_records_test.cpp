#include "cli/commands/stream_records.hpp"

#include <gtest/gtest.h>

#include "support/command_probe.hpp"
#include "support/fake_listing.hpp"

namespace nowthen::cli {
namespace {
using testing::CommandProbe;
using testing::fake_listing;
using testing::page_of;

const Error gone{.kind = ErrorKind::transient, .message = "503", .http_status = 503};
const Error stopped{.kind = ErrorKind::cancelled, .message = "stopped"};

Result<ExitCode> stream(CommandProbe& probe, Listing listing) {
  auto output = DataOutput::open(probe.context, "");
  auto set_aside = SetAsideLog::open(probe.err, "");
  ProgressBar progress(probe.context);
  const auto writer = make_record_writer(output->sink(), {.format = Format::json});
  return stream_records({listing, *writer, *output, *set_aside, progress, {}});
}

TEST(StreamRecords, WritesEveryPageAndCallsItComplete) {
  CommandProbe probe;
  const auto code = stream(probe, fake_listing({page_of({"a", "b"}), page_of({}), page_of({"c"})}, 3));
  EXPECT_EQ(code.value(), ExitCode::ok);
  EXPECT_EQ(probe.out.str(), "[\n{\"id\":\"a\"},\n{\"id\":\"b\"},\n{\"id\":\"c\"}\n]\n");
}

TEST(StreamRecords, SaysWhenTheServerKnowsOfMore) {
  CommandProbe probe;
  EXPECT_EQ(stream(probe, fake_listing({page_of({"a"})}, 2)).value(), ExitCode::not_proven);
}

TEST(StreamRecords, ClosesTheArrayWhenInterrupted) {
  CommandProbe probe;
  const auto code = stream(probe, fake_listing({page_of({"a"}), stopped}, 9));
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(probe.out.str(), "[\n{\"id\":\"a\"}\n]\n");
}

TEST(StreamRecords, GivesAnEmptyArrayWhenInterruptedAtOnce) {
  CommandProbe probe;
  EXPECT_FALSE(stream(probe, fake_listing({stopped}, {})));
  EXPECT_EQ(probe.out.str(), "[]\n");
}

TEST(StreamRecords, WritesNothingWhenTheFirstPageCannotBeHad) {
  CommandProbe probe;
  const auto code = stream(probe, fake_listing({gone}, {}));
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().message, "503");
  EXPECT_EQ(probe.out.str(), "");
}

TEST(StreamRecords, StaysWellFormedWhenALaterPageFails) {
  CommandProbe probe;
  EXPECT_EQ(stream(probe, fake_listing({page_of({"a"}), gone}, 2)).error().message, "503");
  EXPECT_EQ(probe.out.str(), "[\n{\"id\":\"a\"}\n]\n");
}

TEST(StreamRecords, NamesWhatWasSetAside) {
  CommandProbe probe;
  Page page = page_of({"a"});
  page.set_aside.push_back({.bytes = "{\"x\":1}", .reason = "conversationId: missing"});
  EXPECT_EQ(stream(probe, fake_listing({page}, 1)).value(), ExitCode::not_proven);
  EXPECT_EQ(probe.err.str(), "set aside: conversationId: missing: {\"x\":1}\n");
}

TEST(StreamRecords, StopsReadingWhenNobodyTakesTheData) {
  CommandProbe probe;
  probe.out.setstate(std::ios::badbit);
  auto pages = std::make_unique<testing::FakePages>(
      std::deque<Result<Page>>{page_of({"a"}), page_of({"b"}), page_of({"c"})}, 3);
  int asked = 0;
  pages->before_page = [&asked] { ++asked; };
  EXPECT_EQ(stream(probe, Listing(std::move(pages))).value(), ExitCode::failed);
  EXPECT_EQ(asked, 1);
}

TEST(StreamRecords, DrawsProgressOnlyOnATerminal) {
  CommandProbe quiet;
  EXPECT_TRUE(stream(quiet, fake_listing({page_of({"a"})}, 1)));
  EXPECT_EQ(quiet.err.str(), "");
  CommandProbe terminal;
  terminal.context.err_is_terminal = true;
  EXPECT_TRUE(stream(terminal, fake_listing({page_of({"a"})}, 1)));
  EXPECT_EQ(terminal.err.str(), "\r1 of 1  ████████████████████ 100 %\x1b[K\r\x1b[K");
}

}  // namespace
}  // namespace nowthen::cli
