#include "webhooks/outbox_line.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

TEST(OutboxLines, ATornEndIsLeftAside) {
  const std::string whole = outbox_line("{}") + outbox_line(R"({"a":1})");
  const std::string last = outbox_line(R"({"b":2})");
  for (std::size_t kept = 0; kept < last.size(); ++kept) {
    const std::string bytes = whole + last.substr(0, kept);
    const OutboxLines read = read_outbox_lines(bytes);
    EXPECT_EQ(read.records.size(), 2U) << kept;
    EXPECT_EQ(read.sound_bytes, whole.size());
    EXPECT_EQ(read.damaged, 0U);
  }
}

TEST(OutboxLines, ADamagedLineIsCountedAndTheRestIsRead) {
  const std::string sound = outbox_line("{}") + outbox_line(R"({"a":1})") + outbox_line(R"({"b":2})");
  const std::size_t first = outbox_line("{}").size();
  for (std::size_t at = first; at < first + 10; ++at) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    const OutboxLines read = read_outbox_lines(bytes);
    EXPECT_EQ(read.records.size(), 2U);
    EXPECT_EQ(read.damaged, 1U);
    EXPECT_EQ(read.sound_bytes, bytes.size());
  }
}

TEST(OutboxLines, AreTheSameInWhateverPiecesTheBytesCome) {
  const std::string bytes =
      outbox_line("{}") + "no line at all\n" + outbox_line(R"({"a":1})") + outbox_line(R"({"b":2})") + "torn";
  const OutboxLines whole = read_outbox_lines(bytes);
  ASSERT_EQ(whole.records.size(), 3U);
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    std::vector<std::string> records;
    OutboxLineScan scan([&](std::string_view record, std::uint64_t offset) {
      EXPECT_EQ(bytes.substr(offset, record.size()), record);
      records.emplace_back(record);
    });
    for (std::size_t from = 0; from < bytes.size(); from += size) scan.take(bytes.substr(from, size));
    EXPECT_EQ(records, std::vector<std::string>(whole.records.begin(), whole.records.end())) << size;
    EXPECT_EQ(scan.damaged(), 1U);
    EXPECT_EQ(scan.sound_bytes(), whole.sound_bytes);
  }
}

TEST(OutboxLines, ZerosOfAPowerCutAreNoLines) {
  const std::string whole = outbox_line("{}");
  const std::string bytes = whole + std::string(5000, '\0') + "\n";
  EXPECT_EQ(read_outbox_lines(bytes).sound_bytes, whole.size());
}

}  // namespace
}  // namespace nowthen::webhooks
