#include "archive/header_fields.hpp"

#include <gtest/gtest.h>

#include "archive/little_endian.hpp"
#include "tests/support/property.hpp"

namespace nowthen::archive {
namespace {

std::string field(std::uint16_t number, const std::string& value) {
  std::string bytes;
  put(bytes, number);
  put(bytes, static_cast<std::uint32_t>(value.size()));
  return bytes + value;
}

const std::string kind = field(1, std::string("\x03\0", 2));

TEST(HeaderFields, ComeOutAsTheyWentIn) {
  testing::expect_property("any header, any part of it set", [] {
    const auto instant = [] {
      return Instant(std::chrono::milliseconds(*rc::gen::arbitrary<std::int64_t>()));
    };
    const auto maybe = [&] { return *rc::gen::arbitrary<bool>() ? std::optional(instant()) : std::nullopt; };
    PageHeader header{.kind = PageKind::live,
                      .request = *rc::gen::arbitrary<std::string>(),
                      .http_status = *rc::gen::arbitrary<int>(),
                      .asked_at = maybe(),
                      .received_at = maybe(),
                      .as_of = maybe(),
                      .note = *rc::gen::arbitrary<std::string>()};
    if (*rc::gen::arbitrary<bool>()) header.window = Interval{instant(), instant()};
    RC_ASSERT(decode_header(encode_header(header)) == header);
  });
}

TEST(HeaderFields, OfALaterVersionArePassedOver) {
  const auto header = decode_header(kind + field(8, "note") + field(900, "new"));
  ASSERT_TRUE(header);
  EXPECT_EQ(*header, (PageHeader{.kind = PageKind::job, .note = "note"}));
}

TEST(HeaderFields, KeepAKindThatIsNotKnown) {
  const auto header = decode_header(field(1, std::string("\xe7\x03", 2)));
  ASSERT_TRUE(header);
  EXPECT_EQ(static_cast<int>(header->kind), 999);
  EXPECT_STREQ(to_string(header->kind), "unknown");
}

TEST(HeaderFields, AreReadInOneWayOnly) {
  for (const std::string& bytes :
       {std::string(), field(8, "no kind"), kind + kind, kind + field(8, "a") + field(7, "b"),
        kind + field(3, "short"), field(1, "long"), kind + field(2, "12345"), kind + field(6, "one"),
        kind + field(8, "cut").substr(0, 8), kind + "\x08",
        kind + field(7, std::string(max_text_bytes + 1, 'x'))})
    EXPECT_FALSE(decode_header(bytes)) << ::testing::PrintToString(bytes.substr(0, 40));
}

}  // namespace
}  // namespace nowthen::archive
