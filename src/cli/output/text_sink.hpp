#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// Where a command's data goes: bytes collected in a buffer and handed on in blocks of 64 KiB.
///
/// A failure to hand them on is kept: every later `flush` gives it again. Not thread-safe.
class TextSink {
 public:
  virtual ~TextSink() = default;
  TextSink() = default;
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;

  /// Adds `text`. May block while a full block is handed on.
  void append(std::string_view text) {
    buffer_.append(text);
    if (buffer_.size() >= block_bytes) hand_on();
  }

  /// Hands on what is buffered. Fails with `local` when the destination does not take it.
  Result<void> flush() {
    hand_on();
    return outcome_;
  }

 protected:
  /// Hands `block` to the destination, all of it.
  virtual Result<void> write_block(std::string_view block) = 0;

 private:
  static constexpr std::size_t block_bytes = std::size_t{64} << 10U;

  void hand_on() {
    if (outcome_ && !buffer_.empty()) outcome_ = write_block(buffer_);
    buffer_.clear();
  }

  std::string buffer_;
  Result<void> outcome_;
};

/// Keeps everything in a string: for tests, and for screens that are put together before they are shown.
class StringSink final : public TextSink {
 public:
  /// What has been flushed so far.
  const std::string& text() const noexcept { return text_; }

 private:
  Result<void> write_block(std::string_view block) override {
    text_.append(block);
    return {};
  }

  std::string text_;
};

}  // namespace nowthen::cli
