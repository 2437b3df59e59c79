#include "archive/prune_trace.hpp"

#include <gtest/gtest.h>

namespace nowthen::archive {
namespace {

TEST(PruneTrace, IsReadAsItWasWritten) {
  const PruneTrace trace{3, {57, sha256("x")}};
  const std::string text = encode_trace(trace);
  EXPECT_TRUE(text.starts_with("segment 3\npage 57\nhash 2d711642b726b044")) << text;
  EXPECT_EQ(decode_trace(text), trace);
}

TEST(PruneTrace, IsNothingElse) {
  const std::string text = encode_trace({3, {57, sha256("x")}});
  for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(decode_trace(text.substr(0, size)));
  EXPECT_FALSE(decode_trace(text + "\n"));
  EXPECT_FALSE(decode_trace("segment -3" + text.substr(9)));
  EXPECT_FALSE(decode_trace("segment 99999999999" + text.substr(9)));
  std::string other = text;
  other[text.size() - 3] = 'g';
  EXPECT_FALSE(decode_trace(other));
}

}  // namespace
}  // namespace nowthen::archive
