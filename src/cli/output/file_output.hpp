#pragma once
#include <memory>
#include <string>

#include "cli/output/text_sink.hpp"

namespace nowthen::cli {

/// A file that appears whole or not at all.
///
/// What is appended goes to a temporary file beside the named one (mode 0600), which `commit` syncs and
/// renames over it. Without `commit` the temporary file is removed and whatever had that name before stays as
/// it was. A name that is no regular file, such as a device or a pipe, is written to directly. Not
/// thread-safe.
class FileOutput final : public TextSink {
 public:
  /// Fails with `local` when no file can be made there; the message names it.
  static Result<std::unique_ptr<FileOutput>> create(const std::string& path);

  ~FileOutput() override;

  /// Writes what is buffered, syncs and renames. Fails with `local`, the temporary file removed.
  Result<void> commit();

 private:
  FileOutput(std::string path, std::string temporary, int descriptor)
      : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

  Result<void> write_block(std::string_view block) override;
  Error failure(int code) const;
  void discard() noexcept;

  std::string path_;
  std::string temporary_;  ///< Empty where the file is written directly.
  int descriptor_;
};

}  // namespace nowthen::cli
