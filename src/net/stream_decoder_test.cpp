#include "net/stream_decoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "support/compressed.hpp"
#include "support/property.hpp"

namespace nowthen::net {
namespace {

using nowthen::testing::gzip;
using nowthen::testing::zstd;

struct Decoded {
  std::string text;
  bool is_whole = false;
  std::string error;
  std::size_t largest_block = 0;
};

Decoded decode(Coding coding, std::string_view bytes, std::size_t piece_size = std::string::npos) {
  StreamDecoder decoder(coding);
  Decoded decoded;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_size, bytes.size()))) {
    decoder.take(bytes.substr(0, piece_size));
    while (true) {
      const auto block = decoder.next();
      if (!block) {
        decoded.error = block.error().message;
        return decoded;
      }
      if (block->empty()) break;
      decoded.largest_block = std::max(decoded.largest_block, block->size());
      decoded.text += *block;
    }
  }
  decoded.is_whole = decoder.is_whole();
  return decoded;
}

struct Packing {
  Coding coding;
  std::string (*pack)(std::string_view);
};

class EachPacking : public ::testing::TestWithParam<Packing> {
 protected:
  std::string pack(std::string_view text) const { return GetParam().pack(text); }
  Coding coding() const { return GetParam().coding; }
};

INSTANTIATE_TEST_SUITE_P(StreamDecoder, EachPacking,
                         ::testing::Values(Packing{Coding::gzip, gzip}, Packing{Coding::zstd, zstd},
                                           Packing{Coding::identity,
                                                   [](std::string_view text) { return std::string(text); }}));

TEST_P(EachPacking, GivesBackSeveralStreamsInPiecesOfAnySize) {
  nowthen::testing::expect_property([&] {
    std::string text;
    std::string packed;
    for (const auto& part : *rc::gen::arbitrary<std::vector<std::string>>()) {
      text += part;
      packed += pack(part);
    }
    const auto decoded = decode(coding(), packed, *rc::gen::inRange<std::size_t>(1, 40));
    RC_ASSERT(decoded.text == text);
    RC_ASSERT(decoded.is_whole);
  });
}

TEST_P(EachPacking, GivesALargeTextInSmallBlocks) {
  const std::string text(3'000'000, 'x');
  const auto decoded = decode(coding(), pack(text), 4'096);
  EXPECT_EQ(decoded.text, text);
  EXPECT_LE(decoded.largest_block, 65'536u);
}

TEST(StreamDecoder, GivesWhatCameBeforeACutAndSaysThatItIsNotWhole) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919) + ",";
  for (const auto& [coding, packed] : {std::pair{Coding::gzip, gzip(text)}, {Coding::zstd, zstd(text)}}) {
    const auto decoded = decode(coding, std::string_view(packed).substr(0, packed.size() - 10));
    EXPECT_FALSE(decoded.is_whole);
    EXPECT_GT(decoded.text.size(), text.size() / 2);
    EXPECT_TRUE(text.starts_with(decoded.text));
  }
}

TEST(StreamDecoder, RefusesBytesBehindTheEnd) {
  EXPECT_EQ(decode(Coding::gzip, gzip("one") + "this is no member").error, "not valid gzip");
  EXPECT_EQ(decode(Coding::zstd, zstd("one") + "this is no frame").error, "not valid zstd");
}

}  // namespace
}  // namespace nowthen::net
