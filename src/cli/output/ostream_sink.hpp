#pragma once
#include <ostream>

#include "cli/output/text_sink.hpp"

namespace nowthen::cli {

/// Writes to a stream that somebody else owns, such as standard output, flushing it block by block.
///
/// When the stream goes bad the command ends; the frame, which owns the stream, knows why and says so.
class OstreamSink final : public TextSink {
 public:
  explicit OstreamSink(std::ostream& stream) : stream_(stream) {}

 private:
  Result<void> write_block(std::string_view block) override {
    stream_.write(block.data(), static_cast<std::streamsize>(block.size()));
    stream_.flush();
    if (stream_) return {};
    return Error{.kind = ErrorKind::local, .message = "standard output does not take any more"};
  }

  std::ostream& stream_;
};

}  // namespace nowthen::cli
