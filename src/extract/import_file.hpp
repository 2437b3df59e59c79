#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "extract/input_file.hpp"
#include "extract/record_scanner.hpp"
#include "net/stream_decoder.hpp"

namespace nowthen::extract {

/// One file of conversation JSON, packed with gzip or zstd or not, read from front to end.
///
/// Memory is bounded by the largest record (see `RecordScanner`), whatever the file unpacks to. Not
/// thread-safe.
class ImportFile {
 public:
  /// `-` is standard input. Fails with `local`, see `open_input`.
  static Result<ImportFile> open(const std::string& path, ScanLimits limits = {});

  /// @param name  how messages call it
  ImportFile(std::string name, std::unique_ptr<ByteInput> input, ScanLimits limits = {});

  /// The as-of instant of what says none itself; nothing for a pipe.
  std::optional<Instant> modified_at() const { return input_->modified_at(); }

  /// What the next bytes hold, at least one; null at the end. Valid until the next call.
  ///
  /// Blocks while a pipe has nothing to read; a stop ends that at once, with `cancelled`. Where the file
  /// cannot be read or unpacked further, what came before is given first, and then, at each call, the error
  /// (`local`) that says so.
  Result<const std::vector<Scanned>*> next(const std::stop_token& stop);

  /// Of the file itself, before unpacking.
  std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  Result<std::string_view> next_block(const std::stop_token& stop);
  Result<std::string_view> fill(std::size_t begin, const std::stop_token& stop);
  Result<void> begin(const std::stop_token& stop);
  Error cut(std::string what) const;

  std::string name_;
  std::unique_ptr<ByteInput> input_;
  std::vector<char> block_;
  std::optional<net::StreamDecoder> decoder_;  ///< From the first bytes on.
  RecordScanner scanner_;
  std::uint64_t bytes_read_ = 0;
  bool is_at_end_ = false;
  std::optional<Error> failure_;  ///< Why the end came early.
};

}  // namespace nowthen::extract
