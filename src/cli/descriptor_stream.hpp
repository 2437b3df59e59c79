#pragma once
#include <array>
#include <ostream>
#include <streambuf>

namespace nowthen::cli {

/// An output stream over a file descriptor that remembers why it failed.
///
/// Buffered; every write that fails sets badbit at the latest on flush, and nothing more is written after it.
class DescriptorStream final : public std::ostream {
 public:
  /// The descriptor stays the caller's.
  explicit DescriptorStream(int descriptor) : std::ostream(nullptr), buffer_(descriptor) { rdbuf(&buffer_); }

  /// `errno` of the first write that failed; 0: none has.
  int failure() const noexcept { return buffer_.failure(); }

 private:
  class Buffer final : public std::streambuf {
   public:
    explicit Buffer(int descriptor) : descriptor_(descriptor) {
      setp(block_.data(), block_.data() + block_.size());
    }
    int failure() const noexcept { return failure_; }

   protected:
    int_type overflow(int_type next) override;
    int sync() override;
    std::streamsize xsputn(const char* text, std::streamsize count) override;

   private:
    bool write_all(const char* text, std::size_t count);
    bool empty_block();

    int descriptor_;
    int failure_ = 0;
    std::array<char, 65'536> block_{};
  };

  Buffer buffer_;
};

}  // namespace nowthen::cli
