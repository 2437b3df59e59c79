#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/genesys/listing.hpp>
#include <ostream>
#include <string>

#include "cli/output/file_output.hpp"

namespace nowthen::cli {

/// Names records that could not be read on standard error, and keeps their bytes where asked to.
///
/// After twenty the rest are counted only. Not thread-safe.
class SetAsideLog {
 public:
  /// Fails with `local` when the file cannot be made. `path` empty: no bytes are kept. `err` must outlive it.
  static Result<SetAsideLog> open(std::ostream& err, const std::string& path);

  void add(const SetAside& record);

  /// Says how many more there were and, once the file has its name, where they are.
  Result<void> finish();

 private:
  SetAsideLog(std::ostream& err, std::string path, std::unique_ptr<FileOutput> file)
      : err_(&err), path_(std::move(path)), file_(std::move(file)) {}

  std::ostream* err_;
  std::string path_;
  std::unique_ptr<FileOutput> file_;
  std::int64_t count_ = 0;
};

/// `set aside: conversationId: missing: {"broken":...`: one line for people about one record.
std::string set_aside_line(const SetAside& record);

/// `{"reason":...,"base64":...}` and a line end: one record as it is kept.
std::string set_aside_json(const SetAside& record);

}  // namespace nowthen::cli
