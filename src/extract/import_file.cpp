#include "extract/import_file.hpp"

#include <utility>

#include "extract/file_format.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t block_bytes = std::size_t{256} << 10U;

}  // namespace

Result<ImportFile> ImportFile::open(const std::string& path, ScanLimits limits) {
  auto input = open_input(path);
  if (!input) return input.error();
  return ImportFile(shown_path(path), std::move(*input), limits);
}

ImportFile::ImportFile(std::string name, std::unique_ptr<ByteInput> input, ScanLimits limits)
    : name_(std::move(name)), input_(std::move(input)), block_(block_bytes), scanner_(limits) {}

Result<const std::vector<Scanned>*> ImportFile::next(const std::stop_token& stop) {
  while (!is_at_end_) {
    const auto block = next_block(stop);
    if (!block && block.error().kind == ErrorKind::cancelled) return block.error();
    if (!block) failure_ = block.error();
    is_at_end_ = !block || block->empty();
    const auto& scanned = is_at_end_ ? scanner_.finish() : scanner_.feed(*block);
    if (!scanned.empty()) return &scanned;
  }
  if (failure_) return *failure_;
  return nullptr;
}

/// Unpacked bytes; none at the end.
Result<std::string_view> ImportFile::next_block(const std::stop_token& stop) {
  if (!decoder_)
    if (auto begun = begin(stop); !begun) return begun.error();
  while (true) {
    if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
    const auto block = decoder_->next();
    if (!block) return cut(block.error().message);
    if (!block->empty()) return *block;
    const auto packed = fill(0, stop);
    if (!packed) return packed.error();
    if (packed->empty()) break;
    decoder_->take(*packed);
  }
  if (!decoder_->is_whole()) return cut("cut off: its packed data has no end");
  return std::string_view();
}

/// Reads as much as tells how the file is packed.
Result<void> ImportFile::begin(const std::stop_token& stop) {
  std::size_t size = 0;
  while (size < telling_bytes) {
    const auto more = fill(size, stop);
    if (!more) return more.error();
    if (more->empty()) break;
    size += more->size();
  }
  const std::string_view first(block_.data(), size);
  const auto coding = coding_of(first);
  if (!coding) {
    Error error = coding.error();
    error.message = name_ + ": " + error.message;
    return error;
  }
  decoder_.emplace(*coding);
  decoder_->take(first);
  return {};
}

/// The next bytes as they stand in the file, put behind the first `begin` of the block.
Result<std::string_view> ImportFile::fill(std::size_t begin, const std::stop_token& stop) {
  const auto count = input_->read(std::span(block_).subspan(begin), stop);
  if (!count) return count.error();
  bytes_read_ += *count;
  return std::string_view(block_.data() + begin, *count);
}

Error ImportFile::cut(std::string what) const {
  return {.kind = ErrorKind::local,
          .message = name_ + ": " + std::move(what),
          .hint = "what came before was read; get the file again for the rest"};
}

}  // namespace nowthen::extract
