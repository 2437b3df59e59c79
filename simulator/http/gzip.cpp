#include "simulator/http/gzip.hpp"

#include <zlib.h>

#include <memory>
#include <new>

namespace nowthen::sim {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // zlib's way to ask for the gzip wrapper.
constexpr std::size_t step_bytes = std::size_t{64} << 10U;

Bytef* octets(std::string_view text) noexcept {
  // zlib reads through a pointer to non-const that it never writes to.
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));  // NOLINT(*-const-cast)
}

class Deflater {
 public:
  explicit Deflater(int level) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void write(std::string_view bytes, int flush) {
    stream_.next_in = octets(bytes);
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      const std::size_t before = out_.size();
      out_.resize(before + step_bytes);
      stream_.next_out = octets(out_) + before;
      stream_.avail_out = static_cast<uInt>(step_bytes);
      deflate(&stream_, flush);
      out_.resize(out_.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  std::string take() { return std::move(out_); }

 private:
  z_stream stream_{};
  std::string out_;
};

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  Deflater deflater(level);
  while (bytes.size() > step_bytes) {
    deflater.write(bytes.substr(0, step_bytes), Z_NO_FLUSH);
    bytes.remove_prefix(step_bytes);
  }
  deflater.write(bytes, Z_FINISH);
  return deflater.take();
}

std::string gzip_of_spaces(std::size_t size_bytes) {
  Deflater deflater(6);
  const std::string spaces(step_bytes, ' ');
  for (; size_bytes > step_bytes; size_bytes -= step_bytes) deflater.write(spaces, Z_NO_FLUSH);
  deflater.write(std::string_view(spaces).substr(0, size_bytes), Z_FINISH);
  return deflater.take();
}

Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_window_bits) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
  stream.next_in = octets(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int code = Z_OK;
  while (code == Z_OK) {
    const std::size_t before = out.size();
    out.resize(before + step_bytes);
    stream.next_out = octets(out) + before;
    stream.avail_out = static_cast<uInt>(step_bytes);
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (out.size() > max_bytes)
      return Error{.kind = ErrorKind::malformed_reply, .message = "reply too large"};
  }
  if (code == Z_STREAM_END) return out;
  if (code == Z_BUF_ERROR)
    return Error{.kind = ErrorKind::transient, .message = "the gzip stream ends early"};
  return Error{.kind = ErrorKind::malformed_reply, .message = "the reply is not the gzip it says it is"};
}

}  // namespace nowthen::sim
