#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "archive/erase.hpp"
#include "extract/erasure/erasure_journal.hpp"
#include "extract/erasure/erasure_scan.hpp"

namespace nowthen::extract {

/// Which conversations are to be erased.
struct ErasureRequest {
  std::vector<std::string> ids;
  bool even_unknown = false;  ///< Ids of which nothing is kept are put on the list all the same.
  bool again = false;         ///< Whatever is on the list of erased conversations, and is there all the same.
};

/// What erasing them will do. Nothing is changed yet.
struct ErasurePlan {
  ErasureJournal work;
  std::vector<std::string> unknown;  ///< Ids of which nothing is kept, and that are not erased already.
  std::vector<std::string> exports;  ///< Folders that will be looked through.
};

/// What became of one export.
struct CleanedExport {
  std::string path;
  std::int64_t files = 0;  ///< Written anew or removed.
  std::int64_t rows = 0;   ///< Gone from them.
  std::string trouble;     ///< Why it could not be looked through; empty: it was.
};

/// Takes rows of erased conversations out of the export in a folder, and its manifest with it. Its errors are
/// those of an export that cannot be reached now.
using CleanExport = std::function<Result<CleanedExport>(const std::string& path, const IsErased& is_erased)>;

/// Takes events of erased conversations out of the outbox of webhooks in a data folder, whose list of erased
/// conversations is on the disk already. Gives how many.
using CleanOutbox = std::function<Result<std::int64_t>(const std::string& folder, const IsErased& is_erased)>;

/// What erasing needs from outside.
struct ErasureTools {
  Instant now{};
  CleanOutbox clean_outbox{};           ///< Empty: an outbox is left for whoever finishes with one.
  CleanExport clean_export{};           ///< Empty: exports are left for whoever finishes with one.
  bool forget_missing_exports = false;  ///< Folders that are not there count as removed for good.
  archive::Disk* disk = nullptr;        ///< Null: the machine's own.
};

/// What was erased, for a certificate: hashes and numbers.
struct ErasureReport {
  std::vector<Sha256> conversations;      ///< Keyed hashes of their ids.
  std::vector<archive::Erasure> records;  ///< Of the archive.
  std::int64_t in_tables = 0;             ///< Conversations that the tables had.
  std::int64_t rows = 0;                  ///< Left out of the tables.
  std::int64_t removed_files = 0;         ///< Logs, files set aside, spilled ones.
  std::uint64_t unreadable = 0;           ///< Records and places of the archive that are damaged.
  std::vector<CleanedExport> exports;
  std::int64_t events = 0;         ///< Taken out of the outbox of webhooks.
  bool was_interrupted = false;    ///< It was begun by an earlier run.
  bool only_exports_left = false;  ///< The rest was for whoever has `clean_export`.
  std::string certificate;         ///< JSON. Empty where exports are left.
  std::string certificate_path;

  /// Whether nothing can be left anywhere that is known of.
  bool is_complete() const noexcept;
};

/// The certificate: JSON with hashes, places and numbers, and nothing that names a person.
std::string certificate_text(const ErasureReport& report, Instant now);

}  // namespace nowthen::extract
