#include "simulator/api/cursor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::sim {
namespace {

TEST(Cursor, ComesBackAsItWent) {
  nowthen::testing::expect_property(
      "any place", [](std::string id, std::int64_t start, std::uint64_t salt, bool before) {
        Cursor cursor{.start = Instant(std::chrono::milliseconds(start / 2)),
                      .id = std::move(id),
                      .side = before ? Cursor::Side::before : Cursor::Side::after,
                      .page = 3};
        cursor.id.resize(std::min<std::size_t>(cursor.id.size(), 100));
        RC_ASSERT(decode_cursor(encode_cursor(cursor, salt), salt) == cursor);
        RC_ASSERT(decode_cursor(encode_cursor(cursor, salt), salt + 1) == std::nullopt);
      });
}

TEST(Cursor, IsSafeInAUrl) {
  const auto text = encode_cursor({.start = Instant{}, .id = "a/b?c&d=%"}, 1);
  EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
}

TEST(Cursor, IsRefusedWhenItIsNoneOfOurs) {
  nowthen::testing::expect_property(
      "any text", [](const std::string& text) { RC_ASSERT(decode_cursor(text, 1) == std::nullopt); });
  EXPECT_EQ(decode_cursor(std::string(100'000, 'A'), 1), std::nullopt);
  std::string damaged = encode_cursor({.start = Instant{}, .id = "id"}, 1);
  damaged[damaged.size() / 2] = damaged[damaged.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_EQ(decode_cursor(damaged, 1), std::nullopt);
}

}  // namespace
}  // namespace nowthen::sim
