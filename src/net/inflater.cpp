#include "net/inflater.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <climits>
#include <new>

namespace nowthen::net {
namespace {

class Gzip final : public Inflater {
 public:
  Gzip() {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  void reset() override { inflateReset(&stream_); }

  Step step(std::string_view input, std::span<char> output) override {
    const auto offered = static_cast<uInt>(std::min<std::size_t>(input.size(), UINT_MAX));
    const auto room = static_cast<uInt>(std::min<std::size_t>(output.size(), UINT_MAX));
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));  // zlib's old signature
    stream_.avail_in = offered;
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_out = room;
    const int code = ::inflate(&stream_, Z_NO_FLUSH);
    return {.consumed = offered - stream_.avail_in,
            .produced = room - stream_.avail_out,
            .ended = code == Z_STREAM_END,
            .broken = code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR};
  }

 private:
  z_stream stream_{};
};

class Zstd final : public Inflater {
 public:
  explicit Zstd(int window_log) : context_(ZSTD_createDCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, window_log);
  }
  ~Zstd() override { ZSTD_freeDCtx(context_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

  void reset() override { ZSTD_DCtx_reset(context_, ZSTD_reset_session_only); }

  Step step(std::string_view input, std::span<char> output) override {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t code = ZSTD_decompressStream(context_, &out, &in);
    return {.consumed = in.pos, .produced = out.pos, .ended = code == 0, .broken = ZSTD_isError(code) != 0};
  }

 private:
  ZSTD_DCtx* context_;
};

}  // namespace

std::unique_ptr<Inflater> make_gzip_inflater() { return std::make_unique<Gzip>(); }

std::unique_ptr<Inflater> make_zstd_inflater(int window_log) { return std::make_unique<Zstd>(window_log); }

}  // namespace nowthen::net
