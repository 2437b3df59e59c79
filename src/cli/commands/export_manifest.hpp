#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/export_sql.hpp"

namespace nowthen::cli {

/// One file of an export.
struct ExportedFile {
  std::string table;
  std::optional<std::string> day;  ///< `2026-11-20`; nothing: its rows have no day.
  std::int64_t rows = 0;
  std::int64_t size_bytes = 0;
  std::string sha256;  ///< Hexadecimal.
  std::string state;   ///< Changes with the rows' content.

  bool operator==(const ExportedFile&) const = default;
};

/// What an export's folder holds, and how it was written.
struct ExportManifest {
  ExportForm form;
  std::string time_zone;
  std::vector<ExportedFile> files;
};

/// `parquet`, `csv` or `ndjson`.
std::string_view to_string(ExportFormat format) noexcept;
std::optional<ExportFormat> parse_export_format(std::string_view name) noexcept;

/// Where the file of that table and day lies in the folder: `segment/day=2026-11-20/data.parquet`, as Hive
/// partitions are laid out.
std::string place_of(std::string_view table, const std::optional<std::string>& day, ExportFormat format);

/// Whether it is written as a day is: `2026-11-20`.
bool is_day(std::string_view text);

/// The manifest as JSON, its files in order.
std::string manifest_text(const ExportManifest& manifest, Instant written_at);

/// Reads that text. Fails with `local` for anything else, a table or day that cannot be ours included.
Result<ExportManifest> parse_manifest(std::string_view text);

}  // namespace nowthen::cli
