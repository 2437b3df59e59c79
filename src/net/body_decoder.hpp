#pragma once
#include <cstddef>
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "net/inflater.hpp"

namespace nowthen::net {

/// Turns the bytes of a reply's body into what they stand for, piece by piece, with a cap on the result that
/// is checked while it grows: a bomb costs no more memory than the cap.
///
/// Knows `gzip` (also several members), `zstd` (also several frames) and `identity`. One object serves one
/// body after another and keeps its working memory. Does no I/O; not thread-safe.
class BodyDecoder {
 public:
  explicit BodyDecoder(std::size_t max_bytes);
  ~BodyDecoder();
  BodyDecoder(const BodyDecoder&) = delete;
  BodyDecoder& operator=(const BodyDecoder&) = delete;

  /// Begins a body with that `Content-Encoding` (empty: identity). `size_hint` bytes are reserved, one
  /// megabyte at most. Fails with `malformed_reply` for an encoding that was not asked for.
  Result<void> start(std::string_view content_encoding, std::size_t size_hint = 0);

  /// Takes the next bytes. Fails with `malformed_reply` when they cannot be decoded or the cap is passed.
  Result<void> append(std::string_view bytes);

  /// The whole body. Fails with `transient` when the encoded stream has not come to its end. A body of no
  /// bytes is an empty one in every encoding: servers send such.
  Result<std::string> finish();

 private:
  Result<void> append_plain(std::string_view bytes);
  Result<void> inflate(Inflater& stream, std::string_view bytes, const char* fault);
  void make_room();
  Error too_large() const;

  std::size_t max_bytes_;
  Coding coding_ = Coding::identity;
  std::unique_ptr<Inflater> gzip_;
  std::unique_ptr<Inflater> zstd_;
  std::string body_;  ///< May be larger than what has been written to it.
  std::size_t written_ = 0;
  std::size_t received_ = 0;  ///< Bytes given to `append`.
  bool at_boundary_ = true;   ///< Nothing open: before the first byte, or behind a whole member or frame.
};

}  // namespace nowthen::net
