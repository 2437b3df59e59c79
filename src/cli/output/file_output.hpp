#pragma once
#include <memory>
#include <string>
#include <string_view>

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
  /// `option` is how a user names another one.
  static Result<std::unique_ptr<FileOutput>> create(const std::string& path,
                                                    std::string_view option = "-o FILE");

  ~FileOutput() override;

  /// Writes what is buffered, syncs and renames. Fails with `local`, the temporary file removed.
  Result<void> commit();

 private:
  /// The names a file has: the one it gets, the one it has meanwhile, the option that gave it.
  struct Names {
    std::string path;
    std::string temporary;  ///< Empty where the file is written directly.
    std::string option;
  };

  FileOutput(Names names, int descriptor) : names_(std::move(names)), descriptor_(descriptor) {}

  Result<void> write_block(std::string_view block) override;
  Error failure(int code) const;
  void discard() noexcept;

  Names names_;
  int descriptor_;
};

}  // namespace nowthen::cli
