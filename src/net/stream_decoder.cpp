#include "net/stream_decoder.hpp"

#include <utility>

namespace nowthen::net {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr int zstd_window_log = 27;  // what zstd's own program takes without being told otherwise

std::unique_ptr<Inflater> inflater_for(Coding coding) {
  if (coding == Coding::gzip) return make_gzip_inflater();
  return coding == Coding::zstd ? make_zstd_inflater(zstd_window_log) : nullptr;
}

}  // namespace

StreamDecoder::StreamDecoder(Coding coding)
    : coding_(coding), inflater_(inflater_for(coding)), block_(inflater_ ? block_bytes : 0, '\0') {}

Result<std::string_view> StreamDecoder::next() {
  if (!inflater_) return std::exchange(input_, {});
  while (!input_.empty() || has_more_) {
    if (is_whole_) inflater_->reset();
    const Inflater::Step step = inflater_->step(input_, block_);
    if (step.broken)
      return Error{.kind = ErrorKind::malformed_reply,
                   .message = coding_ == Coding::gzip ? "not valid gzip" : "not valid zstd"};
    input_.remove_prefix(step.consumed);
    is_whole_ = step.ended;
    has_more_ = !step.ended && step.produced == block_.size();
    if (step.produced > 0) return std::string_view(block_).substr(0, step.produced);
  }
  return std::string_view();
}

}  // namespace nowthen::net
