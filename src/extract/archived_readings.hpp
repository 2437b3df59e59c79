#pragma once
#include <cstdint>
#include <map>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <utility>

#include "archive/reader.hpp"
#include "extract/readings_of.hpp"
#include "warehouse/store/merge.hpp"

namespace nowthen::extract {

/// Readings from an archive by the place of their bytes. The folder is opened when the first is wanted, and
/// what is appended later may not be seen. Keeps the heads of some pages, of the largest a megabyte each. Not
/// thread-safe.
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
  Result<const archive::Page*> page_at(const archive::Position& position);

  std::string folder_;
  std::optional<archive::Reader> reader_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, archive::Page> pages_;  ///< By segment and offset.
  ReadingMaker maker_;
};

/// The same as what a merge asks, of an archive as it is when the first is wanted: for one portion, where
/// more may be appended afterwards.
warehouse::FetchReading fetch_from_archive(const std::string& folder);

}  // namespace nowthen::extract
