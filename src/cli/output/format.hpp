#pragma once
#include <optional>
#include <string_view>

namespace nowthen::cli {

/// How a list command writes its records.
enum class Format { table, json, ndjson, csv };

/// The format named `table`, `json`, `ndjson` or `csv`; nothing for any other text.
constexpr std::optional<Format> parse_format(std::string_view name) noexcept {
  if (name == "table") return Format::table;
  if (name == "json") return Format::json;
  if (name == "ndjson") return Format::ndjson;
  if (name == "csv") return Format::csv;
  return std::nullopt;
}

/// What is written when nobody asks for a format: a table for a person, JSON for a program.
constexpr Format default_format(bool to_terminal) noexcept {
  return to_terminal ? Format::table : Format::json;
}

}  // namespace nowthen::cli
