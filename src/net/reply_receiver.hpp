#pragma once
#include <cstddef>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string_view>

#include "net/body_decoder.hpp"
#include "net/message.hpp"

namespace nowthen::net {

/// How much of a reply is taken before it is refused with `malformed_reply`.
struct ReplyLimits {
  std::size_t body_bytes = std::size_t{64} << 20U;  ///< After inflating.
  std::size_t head_bytes = std::size_t{64} << 10U;
  std::size_t head_fields = 256;
  bool drops_body = false;  ///< It is not looked at, and what is longer is no failure but is not taken.
};

/// Puts a reply together from header lines and body pieces, as a client library hands them over.
///
/// Interim (1xx) replies are dropped, folded lines joined, trailers ignored; the body is inflated on the way
/// and `Content-Encoding` and `Content-Length` then leave the headers. Does no I/O; not thread-safe.
class ReplyReceiver {
 public:
  explicit ReplyReceiver(ReplyLimits limits) : limits_(limits), decoder_(limits.body_bytes) {}

  /// Forgets the reply before and begins a new one.
  void start();

  /// Takes one line of the head, with or without its line end. False: refused, see `finish`.
  bool add_header_line(std::string_view line);

  /// Takes the next piece of the body. False: refused, or cut off; see `finish`.
  bool add_body(std::string_view bytes);

  /// The reply, or why it was refused. `transient` when it has no head or its compressed body has no end.
  Result<Reply> finish();

  /// Whether a line or piece was refused, or the body cut off: nothing more is wanted.
  bool refused() const noexcept { return error_.has_value() || is_cut_; }

  /// Bytes taken so far, head and body, as they came.
  std::size_t received_bytes() const noexcept { return head_bytes_ + body_bytes_; }

 private:
  bool refuse(Error error);
  bool begin_head(std::string_view status_line);
  bool add_field(std::string_view line);
  bool begin_body();
  bool drop_body(std::string_view bytes);

  ReplyLimits limits_;
  BodyDecoder decoder_;
  Reply reply_;
  std::optional<Error> error_;
  std::string last_name_;
  std::size_t head_bytes_ = 0;
  std::size_t body_bytes_ = 0;
  std::size_t field_count_ = 0;
  bool has_head_ = false;    ///< The head of a final reply has begun.
  bool head_ended_ = false;  ///< It has come to its empty line.
  bool decoded_ = false;
  bool in_body_ = false;
  bool is_cut_ = false;
};

}  // namespace nowthen::net
