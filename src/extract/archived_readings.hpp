#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "archive/reader.hpp"
#include "extract/readings_of.hpp"

namespace nowthen::extract {

/// Readings from an archive by the place of their bytes. The folder is opened when the first is wanted, and
/// what is appended later may not be seen. Not thread-safe.
class ArchivedReadings {
 public:
  explicit ArchivedReadings(std::string folder) : folder_(std::move(folder)) {}

  /// Fails with `not_found` where the bytes are erased, gone, damaged or no record, with `local` where the
  /// archive cannot be read.
  Result<warehouse::Reading> operator()(const warehouse::ArchivePlace& place);

  /// The same, and `not_found` too where the bytes are another conversation's: the archive is not the one
  /// that the tables were made from.
  Result<warehouse::Reading> of(const std::string& conversation_id, const warehouse::ArchivePlace& place);

 private:
  std::string folder_;
  std::optional<archive::Reader> reader_;
  ReadingMaker maker_;
};

}  // namespace nowthen::extract
