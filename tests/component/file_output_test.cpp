#include "cli/output/file_output.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace nowthen::cli {
namespace {
namespace fs = std::filesystem;

class FileOutputTest : public ::testing::Test {
 protected:
  FileOutputTest() : folder_(fs::temp_directory_path() / ("nowthen-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~FileOutputTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  fs::path folder_;
};

TEST_F(FileOutputTest, AppearsWholeAndForItsOwnerOnly) {
  auto file = FileOutput::create(path("out.json"));
  ASSERT_TRUE(file);
  (*file)->append("[]\n");
  ASSERT_TRUE((*file)->flush());
  EXPECT_FALSE(fs::exists(path("out.json"))) << "not before it is whole";
  ASSERT_TRUE((*file)->commit());
  EXPECT_EQ(content(path("out.json")), "[]\n");
  struct stat status {};
  ASSERT_EQ(::stat(path("out.json").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(files(), 1);
}

TEST_F(FileOutputTest, LeavesTheOldFileAloneWhenItIsGivenUp) {
  std::ofstream(path("out.json")) << "old";
  {
    auto file = FileOutput::create(path("out.json"));
    ASSERT_TRUE(file);
    (*file)->append(std::string(100'000, 'x'));
  }
  EXPECT_EQ(content(path("out.json")), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(FileOutputTest, ReplacesWhatASymbolicLinkPointsTo) {
  std::ofstream(path("real")) << "old";
  fs::create_symlink("real", path("link"));
  auto file = FileOutput::create(path("link"));
  ASSERT_TRUE(file);
  (*file)->append("new");
  ASSERT_TRUE((*file)->commit());
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content(path("real")), "new");
}

TEST_F(FileOutputTest, NamesWhatCannotBeWrittenAndWhatHelps) {
  const auto missing = FileOutput::create(path("no/such/out.json"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::local);
  EXPECT_NE(missing.error().message.find("no/such/out.json: No such file or directory"), std::string::npos);
  EXPECT_FALSE(missing.error().hint.empty());
  const auto folder = FileOutput::create(folder_.string());
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().message.find("Is a directory"), std::string::npos);
}

TEST_F(FileOutputTest, TellsOfAFullDiskOnce) {
  auto file = FileOutput::create("/dev/full");
  ASSERT_TRUE(file) << "a device is written to directly";
  (*file)->append("x");
  const auto first = (*file)->flush();
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().message, "cannot write /dev/full: No space left on device");
  const auto finished = (*file)->commit();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().message, first.error().message);
}

TEST_F(FileOutputTest, LeavesNothingBehindWhenTheDiskFills) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 100'000, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  auto file = FileOutput::create(path("out.json"));
  ASSERT_TRUE(file);
  for (int i = 0; i < 10; ++i) (*file)->append(std::string(65'536, 'x'));
  const auto finished = (*file)->commit();
  ::setrlimit(RLIMIT_FSIZE, &before);
  static_cast<void>(std::signal(SIGXFSZ, handler));
  ASSERT_FALSE(finished);
  EXPECT_EQ(files(), 0);
}

}  // namespace
}  // namespace nowthen::cli
