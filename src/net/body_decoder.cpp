#include "net/body_decoder.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "net/headers.hpp"

namespace nowthen::net {
namespace {

/// A body's announced size is the peer's word: no more than this is reserved on it.
constexpr std::size_t most_believed = std::size_t{1} << 20U;
constexpr std::size_t first_room = std::size_t{64} << 10U;
// What an encoding may add to a body that it cannot shrink. Beyond it the input itself is too large: endless
// empty members would grow no output.
constexpr std::size_t encoding_overhead = std::size_t{64} << 10U;
constexpr int zstd_window_log = 23;  // 8 MB: what RFC 9659 lets an HTTP sender use.

Error malformed(std::string message) {
  return {.kind = ErrorKind::malformed_reply, .message = std::move(message)};
}

}  // namespace

BodyDecoder::BodyDecoder(std::size_t max_bytes)
    : max_bytes_(std::min(max_bytes, std::numeric_limits<std::size_t>::max() / 2)) {}
BodyDecoder::~BodyDecoder() = default;

Result<void> BodyDecoder::start(std::string_view content_encoding, std::size_t size_hint) {
  body_.clear();
  written_ = 0;
  received_ = 0;
  at_boundary_ = true;
  if (content_encoding.empty() || equals_ignoring_case(content_encoding, "identity")) {
    coding_ = Coding::identity;
    body_.reserve(std::min({size_hint, max_bytes_, most_believed}));
  } else if (equals_ignoring_case(content_encoding, "gzip") ||
             equals_ignoring_case(content_encoding, "x-gzip")) {
    coding_ = Coding::gzip;
    if (!gzip_) gzip_ = make_gzip_inflater();
    gzip_->reset();
  } else if (equals_ignoring_case(content_encoding, "zstd")) {
    coding_ = Coding::zstd;
    if (!zstd_) zstd_ = make_zstd_inflater(zstd_window_log);
    zstd_->reset();
  } else {
    return malformed("the reply's content encoding was not asked for (gzip, zstd)");
  }
  return {};
}

Result<void> BodyDecoder::append(std::string_view bytes) {
  received_ += bytes.size();
  if (received_ > max_bytes_ + encoding_overhead) return too_large();
  switch (coding_) {
    case Coding::gzip: return inflate(*gzip_, bytes, "the reply's body is not valid gzip");
    case Coding::zstd: return inflate(*zstd_, bytes, "the reply's body is not valid zstd");
    case Coding::identity: break;
  }
  return append_plain(bytes);
}

Result<std::string> BodyDecoder::finish() {
  if (!at_boundary_)
    return Error{.kind = ErrorKind::transient, .message = "reply cut short: its compressed body has no end"};
  if (coding_ != Coding::identity) body_.resize(written_);
  written_ = 0;
  return std::exchange(body_, {});
}

Result<void> BodyDecoder::append_plain(std::string_view bytes) {
  if (bytes.size() > max_bytes_ - body_.size()) return too_large();
  body_.append(bytes);
  return {};
}

Result<void> BodyDecoder::inflate(Inflater& stream, std::string_view bytes, const char* fault) {
  bool more_output = false;  // The last step filled all the room it had.
  while (!bytes.empty() || more_output) {
    if (at_boundary_ && !bytes.empty()) {
      at_boundary_ = false;
      stream.reset();
    }
    make_room();
    const std::span<char> room(body_.data() + written_, body_.size() - written_);
    const Inflater::Step step = stream.step(bytes, room);
    if (step.broken) return malformed(fault);
    bytes.remove_prefix(step.consumed);
    written_ += step.produced;
    if (written_ > max_bytes_) return too_large();
    at_boundary_ = step.ended;
    more_output = !step.ended && step.produced == room.size();
  }
  return {};
}

/// One byte more than the cap may be written: that byte shows that the cap was passed.
void BodyDecoder::make_room() {
  if (written_ < body_.size()) return;
  body_.resize(std::min(max_bytes_ + 1, std::max(first_room, body_.size() * 2)));
}

Error BodyDecoder::too_large() const {
  Error error = malformed("the reply is larger than " + std::to_string(max_bytes_) + " bytes");
  error.hint = "ask for smaller pages";
  return error;
}

}  // namespace nowthen::net
