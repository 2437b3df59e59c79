#include "archive/record_codec.hpp"

#include <gtest/gtest.h>

#include "archive/little_endian.hpp"
#include "archive/secure_random.hpp"
#include "core/seeded_random.hpp"

namespace nowthen::archive {
namespace {

Salt salt_of(std::uint64_t seed) {
  SeededRandom random(seed);
  return new_salt(random);
}

/// Gives what it was told to give.
class Dictated final : public Random {
 public:
  explicit Dictated(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}
  std::uint64_t next() override { return numbers_.at(given_++); }

 private:
  std::vector<std::uint64_t> numbers_;
  std::size_t given_ = 0;
};

TEST(RecordCodec, HidesTheRecordBehindItsSalt) {
  RecordCodec codec;
  std::string blocks;
  const RecordEntry first = codec.pack("the same", salt_of(1), blocks);
  const std::size_t end = blocks.size();
  const RecordEntry second = codec.pack("the same", salt_of(2), blocks);
  EXPECT_EQ(blocks.substr(16, end - 16), blocks.substr(end + 16)) << "the frames are equal";
  EXPECT_NE(first.hash, second.hash);
  EXPECT_NE(first.check, second.check);
}

TEST(RecordCodec, TellsAnErasedBlockFromADamagedOne) {
  RecordCodec codec;
  std::string block;
  const RecordEntry entry = codec.pack("some record", salt_of(1), block);
  EXPECT_EQ(check_block(entry, block), BlockState::whole);
  EXPECT_EQ(check_block(entry, block.substr(1)), BlockState::damaged);
  EXPECT_EQ(check_block(entry, std::string(block.size(), erased_byte)), BlockState::erased);
  EXPECT_EQ(check_block(entry, std::string(16, erased_byte) + block.substr(16)), BlockState::erased_in_part);
  EXPECT_EQ(check_block(entry, std::string(block.size(), '\0')), BlockState::damaged) << "a lost write";
  for (std::size_t i = 0; i < block.size(); ++i) {
    std::string other = block;
    other[i] = static_cast<char>(static_cast<unsigned char>(other[i]) ^ 0x10U);
    EXPECT_EQ(check_block(entry, other), BlockState::damaged) << i;
  }
}

TEST(RecordCodec, GivesOutNothingThatContradictsItsEntry) {
  RecordCodec codec;
  std::string block;
  const RecordEntry entry = codec.pack("some record", salt_of(1), block);
  EXPECT_EQ(codec.unpack(entry, block), "some record");
  RecordEntry wrong = entry;
  --wrong.plain_bytes;
  EXPECT_FALSE(codec.unpack(wrong, block)) << "larger than it states";
  wrong.plain_bytes = entry.plain_bytes + 1;
  EXPECT_FALSE(codec.unpack(wrong, block)) << "smaller than it states";
  wrong = entry;
  wrong.hash[5] ^= 1U;
  EXPECT_FALSE(codec.unpack(wrong, block)) << "another record";
  EXPECT_FALSE(codec.unpack(entry, block.substr(0, block.size() - 1))) << "cut short";
}

TEST(Salt, IsNeverTheOneThatSaysErased) {
  constexpr std::uint64_t ones = ~std::uint64_t{0};
  Dictated random({ones, ones, 0, 7});
  const Salt salt = new_salt(random);
  EXPECT_EQ(get<std::uint64_t>(as_text(salt), 8), 7U);
}

TEST(SecureRandom, DoesNotRepeatItself) { EXPECT_NE(secure_random().next(), secure_random().next()); }

}  // namespace
}  // namespace nowthen::archive
