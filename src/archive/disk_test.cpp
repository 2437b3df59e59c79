#include "archive/disk.hpp"

#include <gtest/gtest.h>

#include <cerrno>

#include "archive/segment_files.hpp"

namespace nowthen::archive {
namespace {

TEST(DiskError, NamesFileAndCauseAndWhatHelps) {
  struct Case {
    int code;
    const char* cause;
    const char* help;
  };
  for (const auto& [code, cause, help] :
       {Case{ENOSPC, "No space left on device", "free some space"},
        Case{EIO, "Input/output error", "may be failing"},
        Case{EROFS, "Read-only file system", "for reading only"}, Case{EACCES, "Permission denied", "owner"},
        Case{EFBIG, "File too large", "ulimit -f"}, Case{EMFILE, "Too many open files", "ulimit -n"},
        Case{EXDEV, "", "data directory"}}) {
    const Error error = disk_error("write", "/data/archive/segment-0000000001", code);
    EXPECT_EQ(error.kind, ErrorKind::local);
    EXPECT_TRUE(error.message.starts_with("cannot write /data/archive/segment-0000000001: "))
        << error.message;
    EXPECT_NE(error.message.find(cause), std::string::npos) << error.message;
    EXPECT_NE(error.hint.find(help), std::string::npos) << error.hint;
  }
}

TEST(DiskError, StaysOnOneLineWhateverThePath) {
  const Error error = disk_error("read", "a\nb\x1b[2J", EIO);
  EXPECT_EQ(error.message.find_first_of("\n\x1b"), std::string::npos) << error.message;
}

TEST(SegmentNames, SortAsTheyAreNumbered) {
  EXPECT_EQ(segment_name(1), "segment-0000000001");
  EXPECT_EQ(segment_name(4'294'967'295U), "segment-4294967295");
  EXPECT_EQ(unfinished_name(2), "segment-0000000002.new");
  EXPECT_EQ(set_aside_name(1, 4096, 2), "cut-0000000001-4096-2");
}

}  // namespace
}  // namespace nowthen::archive
