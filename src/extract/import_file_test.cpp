#include "extract/import_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/compressed.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::gzip;
using nowthen::testing::zstd;

/// Gives a text in pieces, and then an error if there is one.
class MemoryInput final : public ByteInput {
 public:
  explicit MemoryInput(std::string text, std::size_t piece = std::string::npos, std::optional<Error> end = {})
      : text_(std::move(text)), piece_(piece), end_(std::move(end)) {}

  Result<std::size_t> read(std::span<char> into, std::stop_token stop) override {
    if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
    const std::size_t count = text_.copy(into.data(), std::min(into.size(), piece_), at_);
    at_ += count;
    if (count == 0 && end_) return *end_;
    return count;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
  std::optional<Error> end_;
};

struct Import {
  std::size_t records = 0;
  std::size_t refused = 0;
  std::optional<Error> error;
};

Import import_from(std::unique_ptr<ByteInput> input) {
  ImportFile file("a.json", std::move(input));
  Import import;
  while (true) {
    const auto scanned = file.next({});
    if (!scanned) import.error = scanned.error();
    if (!scanned || *scanned == nullptr) return import;
    for (const auto& each : **scanned) {
      import.records += std::holds_alternative<Found>(each) ? 1 : 0;
      import.refused += std::holds_alternative<Refused>(each) ? 1 : 0;
    }
  }
}

Import import_text(std::string text, std::size_t piece = std::string::npos) {
  return import_from(std::make_unique<MemoryInput>(std::move(text), piece));
}

std::string lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += R"({"id":")" + std::to_string(i * 7919) + "\"}\n";
  return text;
}

TEST(ImportFile, ReadsPlainAndPackedTextInPiecesOfAnySize) {
  const std::string half = lines(500);
  for (const std::string& text : {half + half, gzip(half) + gzip(half), zstd(half) + zstd(half),
                                  "\x50\x2A\x4D\x18" + std::string(4, '\0') + zstd(half + half)})
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::string::npos}) {
      const auto import = import_text(text, piece);
      EXPECT_EQ(import.records, 1000u) << piece;
      EXPECT_EQ(import.refused, 0u);
      EXPECT_FALSE(import.error);
    }
}

TEST(ImportFile, FindsNothingInAnEmptyFile) {
  for (const std::string& text : {std::string(), gzip(""), zstd("")}) {
    EXPECT_EQ(import_text(text).records, 0u);
    EXPECT_FALSE(import_text(text).error);
  }
}

TEST(ImportFile, UsesWhatCameBeforeACutAndReportsTheCut) {
  const std::string packed = gzip(lines(10'000));
  const auto import = import_text(packed.substr(0, packed.size() - 9));
  EXPECT_GT(import.records, 5'000u);
  EXPECT_LE(import.refused, 1u);
  ASSERT_TRUE(import.error);
  EXPECT_EQ(import.error->kind, ErrorKind::local);
  EXPECT_EQ(import.error->message, "a.json: cut off: its packed data has no end");
  EXPECT_FALSE(import.error->hint.empty());
}

TEST(ImportFile, UsesWhatCameBeforeDamage) {
  const auto import = import_text(gzip(lines(10)) + "no member");
  EXPECT_EQ(import.records, 10u);
  EXPECT_EQ(import.error->message, "a.json: not valid gzip");
}

TEST(ImportFile, UsesWhatCameBeforeAReadError) {
  const auto import = import_from(std::make_unique<MemoryInput>(
      lines(3) + "{\"id\":", std::string::npos, Error{.kind = ErrorKind::local, .message = "disk"}));
  EXPECT_EQ(import.records, 3u);
  EXPECT_EQ(import.refused, 1u);
  EXPECT_EQ(import.error->message, "disk");
}

TEST(ImportFile, RefusesAnotherFormatByItsName) {
  for (const auto& [text, what] : {std::pair{"PK\x03\x04zip", "a.json: this is a zip archive"},
                                   {"BZh91AY", "a.json: this is packed with bzip2"},
                                   {"\xFF\xFE{", "a.json: this is text in UTF-16"}}) {
    const auto import = import_text(text);
    EXPECT_EQ(import.records + import.refused, 0u);
    EXPECT_EQ(import.error->message, what);
    EXPECT_FALSE(import.error->hint.empty());
  }
}

TEST(ImportFile, StopsWhenAskedTo) {
  ImportFile file("a.json", std::make_unique<MemoryInput>(lines(10)));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(file.next(stop.get_token()).error().kind, ErrorKind::cancelled);
}

TEST(ImportFile, SaysAnErrorAgainWhenAskedAgain) {
  ImportFile file("a.json", std::make_unique<MemoryInput>("BZh9"));
  EXPECT_EQ(file.next({}).error().kind, ErrorKind::local);
  EXPECT_EQ(file.next({}).error().kind, ErrorKind::local);
}

}  // namespace
}  // namespace nowthen::extract
