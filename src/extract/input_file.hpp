#pragma once
#include <cstddef>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace nowthen::extract {

/// Bytes that come one block after the other: a file, a pipe, or memory in tests.
class ByteInput {
 public:
  ByteInput() = default;
  virtual ~ByteInput() = default;
  ByteInput(const ByteInput&) = delete;
  ByteInput& operator=(const ByteInput&) = delete;

  /// Fills the front of `into`. @return how many bytes came; 0 at the end. May block on a pipe; a stop ends
  /// that at once, with `cancelled`. Fails with `local`.
  virtual Result<std::size_t> read(std::span<char> into, std::stop_token stop) = 0;

  /// When the file was last written; nothing for a pipe.
  virtual std::optional<Instant> modified_at() const { return std::nullopt; }
};

/// Opens a file for reading, or takes standard input for `-`. Fails with `local`: what it is that cannot be
/// read, why, and what helps.
Result<std::unique_ptr<ByteInput>> open_input(const std::string& path);

/// How a message calls that input: the path on one line, or `standard input`.
std::string shown_path(const std::string& path);

}  // namespace nowthen::extract
