#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "archive/reader.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::extract {

/// The bytes of records in an archive by their place. The folder is opened when the first is wanted, and what
/// is appended later may not be seen. Not thread-safe.
class ArchivedBytes {
 public:
  explicit ArchivedBytes(std::string folder) : folder_(std::move(folder)) {}

  /// Fails with `not_found` where they are erased or gone, with `local` where they are damaged.
  Result<std::string> operator()(const warehouse::ArchivePlace& place);

 private:
  std::string folder_;
  std::optional<archive::Reader> reader_;
};

}  // namespace nowthen::extract
