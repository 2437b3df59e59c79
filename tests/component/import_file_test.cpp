// The reading side of an import on real files and pipes.
#include "extract/import_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <thread>

#include "support/checkout.hpp"
#include "support/compressed.hpp"
#include "support/temporary_file.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::TemporaryFile;

/// How many records it holds, nothing being refused.
std::size_t records_in(const std::string& path) {
  auto file = ImportFile::open(path);
  if (!file) throw ApiError(file.error());
  std::size_t count = 0;
  while (const auto* scanned = file->next({}).value())
    for (const auto& each : *scanned) {
      if (std::holds_alternative<Refused>(each)) throw std::runtime_error(std::get<Refused>(each).reason);
      count += std::holds_alternative<Found>(each) ? 1 : 0;
    }
  return count;
}

TEST(ImportFileOnDisk, ReadsAPackedFileAndKnowsWhenItWasWritten) {
  const TemporaryFile file(nowthen::testing::gzip("{\"id\":1}\n{\"id\":2}\n"));
  const std::array<timespec, 2> times{timespec{.tv_sec = 1, .tv_nsec = 0},
                                      timespec{.tv_sec = 1'700'000'000, .tv_nsec = 123'999'999}};
  ASSERT_EQ(::utimensat(AT_FDCWD, file.path().c_str(), times.data(), 0), 0);
  EXPECT_EQ(records_in(file.path()), 2u);
  EXPECT_EQ(format_instant(*ImportFile::open(file.path())->modified_at()), "2023-11-14T22:13:20.123Z");
}

TEST(ImportFileOnDisk, SaysWhatCannotBeRead) {
  const auto missing = ImportFile::open("no/such/file.json");
  EXPECT_EQ(missing.error().message, "cannot read no/such/file.json: No such file or directory");
  EXPECT_EQ(missing.error().hint, "check the path; - reads standard input");
  const std::string folder = std::filesystem::temp_directory_path();
  EXPECT_EQ(ImportFile::open(folder).error().message, "cannot read " + folder + ": Is a directory");
  EXPECT_EQ(ImportFile::open("a\nb").error().message, "cannot read a b: No such file or directory");
}

TEST(ImportFileOnDisk, SaysThatAFileMayNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryFile file("{}");
  ASSERT_EQ(::chmod(file.path().c_str(), 0), 0);
  EXPECT_EQ(ImportFile::open(file.path()).error().hint, "you have no permission to read it");
}

/// A pipe's reading end as a path.
class Pipe {
 public:
  Pipe() {
    if (::pipe(ends_.data()) != 0) throw std::runtime_error("no pipe");
  }
  ~Pipe() {
    ::close(ends_[0]);
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  std::string path() const { return "/dev/fd/" + std::to_string(ends_[0]); }
  void write(std::string_view text) const {
    if (::write(ends_[1], text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      throw std::runtime_error("pipe");
  }
  void close_writing() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{};
};

TEST(ImportFileOnDisk, ReadsAPipeAsItComes) {
  Pipe pipe;
  auto file = ImportFile::open(pipe.path());
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->modified_at());
  pipe.write(R"({"conversations":[{"conversationId":"a"},)");
  const auto* scanned = file->next({}).value();
  ASSERT_NE(scanned, nullptr);
  EXPECT_EQ(std::get<Found>(scanned->front()).bytes, "{\"conversationId\":\"a\"}");
  pipe.write("]}");
  pipe.close_writing();
  EXPECT_EQ(std::get<ReplyEnd>(file->next({}).value()->front()).records, 1u);
  EXPECT_EQ(file->next({}).value(), nullptr);
}

TEST(ImportFileOnDisk, AStopEndsTheWaitForAPipe) {
  const Pipe pipe;
  auto file = ImportFile::open(pipe.path());
  ASSERT_TRUE(file);
  std::stop_source stop;
  const std::jthread stopper([&stop] { stop.request_stop(); });
  EXPECT_EQ(file->next(stop.get_token()).error().kind, ErrorKind::cancelled);
}

TEST(ImportFileOnDisk, ReadsEveryRecordedFileIntoExactlyItsRecords) {
  const std::filesystem::path folder = nowthen::testing::in_shared("data/details");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no recordings at " << folder;
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) count += records_in(file.path());
  EXPECT_EQ(count, 5u);
}

}  // namespace
}  // namespace nowthen::extract
