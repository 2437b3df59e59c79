#pragma once
#include <nowthen/core/result.hpp>
#include <string>

#include "net/inflater.hpp"

namespace nowthen::net {

/// Turns a compressed stream of any length back, block by block: memory is one block, whatever it unpacks to.
///
/// Knows `gzip` (also several members), `zstd` (also several frames, with windows of 128 MB at most) and
/// `identity`. Does no I/O; not thread-safe.
class StreamDecoder {
 public:
  explicit StreamDecoder(Coding coding);

  /// The next bytes of the stream, which must stay until `next` has given nothing. Not before it has.
  void take(std::string_view bytes) noexcept { input_ = bytes; }

  /// The next block; empty: all that was taken has been given. Valid until the next call. Fails with
  /// `malformed_reply` where the bytes cannot be decoded; what was given before stands.
  Result<std::string_view> next();

  /// Whether nothing is open: before the first byte, or behind a whole member or frame.
  bool is_whole() const noexcept { return is_whole_; }

 private:
  Coding coding_;
  std::unique_ptr<Inflater> inflater_;
  std::string_view input_;
  std::string block_;
  bool is_whole_ = true;
  bool has_more_ = false;  ///< The last step filled all the room it had.
};

}  // namespace nowthen::net
