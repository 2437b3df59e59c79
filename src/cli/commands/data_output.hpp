#pragma once
#include <memory>
#include <string>

#include "cli/context.hpp"
#include "cli/exit_code.hpp"
#include "cli/output/file_output.hpp"
#include "cli/output/text_sink.hpp"

namespace nowthen::cli {

/// Where a command's data goes: standard output, or the file that `-o` names.
class DataOutput {
 public:
  /// Fails with `local` when the file cannot be made. `path` empty or `-`: standard output.
  static Result<DataOutput> open(const Context& context, const std::string& path);

  TextSink& sink() noexcept { return *sink_; }
  bool is_file() const noexcept { return file_ != nullptr; }

  /// Hands on what is buffered where somebody may be watching. A file waits for full blocks.
  Result<void> page_done() { return is_file() ? Result<void>{} : sink_->flush(); }

  /// Hands on the rest; a file gets its name now. Without it, a file is as if it had never been begun.
  Result<void> finish() { return is_file() ? file_->commit() : sink_->flush(); }

  /// What a command returns when its output failed. For standard output the frame has the word: it knows
  /// whether the disk is full or the reader left.
  Result<ExitCode> failed(const Error& error) const {
    if (is_file()) return error;
    return ExitCode::failed;
  }

 private:
  DataOutput(std::unique_ptr<TextSink> sink, FileOutput* file) : sink_(std::move(sink)), file_(file) {}

  std::unique_ptr<TextSink> sink_;
  FileOutput* file_;  ///< The sink, when it is a file.
};

}  // namespace nowthen::cli
