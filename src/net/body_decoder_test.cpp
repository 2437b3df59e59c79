#include "net/body_decoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/compressed.hpp"
#include "support/property.hpp"

namespace nowthen::net {
namespace {

using nowthen::testing::gzip;
using nowthen::testing::zstd;

constexpr std::size_t megabyte = std::size_t{1} << 20U;

Result<std::string> decode(BodyDecoder& decoder, std::string_view encoding, std::string_view bytes,
                           std::size_t piece_size) {
  if (auto started = decoder.start(encoding); !started) return started.error();
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_size, bytes.size())))
    if (auto taken = decoder.append(bytes.substr(0, piece_size)); !taken) return taken.error();
  return decoder.finish();
}

Result<std::string> decode(std::string_view encoding, std::string_view bytes,
                           std::size_t max_bytes = megabyte) {
  BodyDecoder decoder(max_bytes);
  return decode(decoder, encoding, bytes, std::string::npos);
}

ErrorKind kind_of(const Result<std::string>& result) {
  return result ? throw std::logic_error("no error: " + *result) : result.error().kind;
}

struct Coding {
  const char* name;
  std::string (*pack)(std::string_view);
};

class EachCoding : public ::testing::TestWithParam<Coding> {
 protected:
  std::string pack(std::string_view text) const { return GetParam().pack(text); }
  const char* name() const { return GetParam().name; }
};

INSTANTIATE_TEST_SUITE_P(BodyDecoder, EachCoding,
                         ::testing::Values(Coding{"gzip", gzip}, Coding{"zstd", zstd}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_P(EachCoding, GivesBackAnyTextInPiecesOfAnySize) {
  BodyDecoder decoder(megabyte);  // one for all: nothing of a body may stay behind
  nowthen::testing::expect_property([&] {
    const auto text = *rc::gen::arbitrary<std::string>();
    const auto piece_size = *rc::gen::inRange<std::size_t>(1, 40);
    RC_ASSERT(decode(decoder, name(), pack(text), piece_size).value() == text);
  });
}

TEST_P(EachCoding, GivesBackATextMuchLargerThanItsFirstBuffer) {
  std::string text;
  for (int i = 0; text.size() < 900'000; ++i) text += std::to_string(i * 7919) + ",";
  EXPECT_EQ(decode(name(), pack(text)).value(), text);
}

TEST_P(EachCoding, JoinsTwoStreams) {
  for (const std::size_t piece_size : {std::size_t{1}, std::size_t{7}, megabyte}) {
    BodyDecoder decoder(megabyte);
    EXPECT_EQ(decode(decoder, name(), pack("one, ") + pack("") + pack("two"), piece_size).value(),
              "one, two");
  }
}

TEST_P(EachCoding, NoticesACutAtEveryByte) {
  const std::string packed = pack("conversations of a whole day, and then some") + pack("second stream");
  const std::size_t first = pack("conversations of a whole day, and then some").size();
  for (std::size_t size = 1; size < packed.size(); ++size) {
    if (size == first) continue;  // what is there is whole
    EXPECT_EQ(kind_of(decode(name(), packed.substr(0, size))), ErrorKind::transient) << size;
  }
}

TEST_P(EachCoding, TakesNoBytesAsAnEmptyBody) { EXPECT_EQ(decode(name(), "").value(), ""); }

TEST_P(EachCoding, RefusesBytesBehindTheEnd) {
  EXPECT_EQ(kind_of(decode(name(), pack("text") + "this is no stream at all")), ErrorKind::malformed_reply);
}

TEST_P(EachCoding, RefusesWhatIsNotOfThatCoding) {
  EXPECT_EQ(kind_of(decode(name(), "<html>this is not compressed</html>")), ErrorKind::malformed_reply);
}

TEST_P(EachCoding, NeverFailsOtherwiseThanByAnErrorOnAFlippedBit) {
  const std::string packed = pack("some text that is long enough to have a few blocks of its own");
  for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
    std::string broken = packed;
    broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
    const auto body = decode(name(), broken, 4096);
    EXPECT_TRUE(body || body.error().kind == ErrorKind::transient ||
                body.error().kind == ErrorKind::malformed_reply);
  }
}

TEST_P(EachCoding, TakesABodyOfExactlyTheCapAndRefusesOneByteMore) {
  for (const std::size_t cap : {std::size_t{10}, std::size_t{65'536}, std::size_t{100'000}}) {
    EXPECT_EQ(decode(name(), pack(std::string(cap, 'x')), cap).value().size(), cap);
    EXPECT_EQ(kind_of(decode(name(), pack(std::string(cap + 1, 'x')), cap)), ErrorKind::malformed_reply);
  }
}

TEST_P(EachCoding, StopsABombAtTheCap) {
  const std::string bomb = pack(std::string(50 * megabyte, '\0'));
  ASSERT_LT(bomb.size(), megabyte / 10);
  const auto body = decode(name(), bomb, megabyte);
  EXPECT_EQ(kind_of(body), ErrorKind::malformed_reply);
  EXPECT_EQ(body.error().message, "the reply is larger than 1048576 bytes");
}

TEST_P(EachCoding, StopsAnEndlessRowOfEmptyStreams) {
  BodyDecoder decoder(1000);
  ASSERT_TRUE(decoder.start(name()));
  const std::string empty = pack("");
  Result<void> taken;
  int count = 0;
  for (; taken && count < 100'000; ++count) taken = decoder.append(empty);
  EXPECT_LT(count, 100'000);
  EXPECT_EQ(taken.error().kind, ErrorKind::malformed_reply);
}

TEST(BodyDecoder, PassesAPlainBodyOnUpToTheCap) {
  for (const char* name : {"", "identity", "Identity"}) {
    EXPECT_EQ(decode(name, "0123456789", 10).value(), "0123456789");
    EXPECT_EQ(kind_of(decode(name, "0123456789a", 10)), ErrorKind::malformed_reply);
  }
}

TEST(BodyDecoder, RefusesACodingThatWasNotAskedFor) {
  for (const char* name : {"br", "deflate", "gzip, gzip", "compress", "\xff"})
    EXPECT_EQ(kind_of(decode(name, "text")), ErrorKind::malformed_reply) << name;
}

TEST(BodyDecoder, KnowsTheOldNameOfGzip) { EXPECT_EQ(decode("X-GZIP", gzip("text")).value(), "text"); }

TEST(BodyDecoder, ReservesNoMoreThanTheCapWhateverIsAnnounced) {
  BodyDecoder decoder(1000);
  EXPECT_TRUE(decoder.start("", std::size_t(-1)));
}

TEST(BodyDecoder, ReservesAMegabyteAtMostOnThePeersWord) {
  BodyDecoder decoder(64 * megabyte);
  ASSERT_TRUE(decoder.start("", 64 * megabyte));
  ASSERT_TRUE(decoder.append("x"));
  EXPECT_LE(decoder.finish().value().capacity(), 2 * megabyte);
}

}  // namespace
}  // namespace nowthen::net
