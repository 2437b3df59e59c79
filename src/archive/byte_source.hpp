#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace nowthen::archive {

/// Bytes that can be read at any place: a segment file, or memory in tests and fuzzers.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// As it was when the source was opened.
  virtual std::uint64_t size_bytes() const = 0;

  /// Fills `into` with the bytes from `offset` on. @return 0, or the system's error code; EIO where they end
  /// before.
  virtual int read(std::uint64_t offset, std::span<char> into) const = 0;
};

/// A file, opened for reading only. A symbolic link is refused. Fails with `not_found` where there is none,
/// else with `local`.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);

/// Bytes in memory, which must outlive it.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t size_bytes() const override { return bytes_.size(); }
  int read(std::uint64_t offset, std::span<char> into) const override;

 private:
  std::string_view bytes_;
};

}  // namespace nowthen::archive
