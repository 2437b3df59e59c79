#include "cli/commands/export_manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "warehouse/schema/table.hpp"

namespace nowthen::cli {
namespace {
namespace json = boost::json;

constexpr std::string_view kind_of_file = "nowthen export";
constexpr int manifest_version = 1;

bool is_table(std::string_view name) {
  return std::any_of(export_tables().begin(), export_tables().end(),
                     [&](const ExportTable& table) { return table.name == name; });
}

bool is_undated(std::string_view name) {
  return std::any_of(export_tables().begin(), export_tables().end(), [&](const ExportTable& table) {
    return table.name == name && table.dating == Dating::undated;
  });
}

json::object object_of(const ExportedFile& file, ExportFormat format) {
  return {{"file", place_of(file.table, file.day, format)},
          {"table", file.table},
          {"day", file.day ? json::value(*file.day) : json::value()},
          {"rows", file.rows},
          {"size_bytes", file.size_bytes},
          {"sha256", file.sha256},
          {"state", file.state}};
}

std::string text_at(const json::object& object, std::string_view name) {
  return std::string(object.at(name).as_string());
}

std::optional<ExportedFile> file_of(const json::object& object) {
  ExportedFile file{.table = text_at(object, "table"),
                    .rows = object.at("rows").as_int64(),
                    .size_bytes = object.at("size_bytes").as_int64(),
                    .sha256 = text_at(object, "sha256"),
                    .state = text_at(object, "state")};
  if (!object.at("day").is_null()) file.day = text_at(object, "day");
  if (!is_table(file.table) || (file.day && !is_day(*file.day))) return std::nullopt;
  return file;
}

/// Throws what Boost.JSON throws where something is missing or is of another type.
std::optional<ExportManifest> manifest_of(const json::object& object) {
  if (text_at(object, "kind") != kind_of_file || object.at("version").as_int64() != manifest_version)
    return std::nullopt;
  const auto format = parse_export_format(text_at(object, "as"));
  if (!format) return std::nullopt;
  ExportManifest manifest{
      .form = {.format = *format, .spreadsheet_safe = object.at("spreadsheet_safe").as_bool()},
      .time_zone = text_at(object, "time_zone"),
      .files = {}};
  for (const json::value& value : object.at("files").as_array()) {
    auto file = file_of(value.as_object());
    if (!file) return std::nullopt;
    manifest.files.push_back(std::move(*file));
  }
  return manifest;
}

Error not_ours() {
  return {.kind = ErrorKind::local,
          .message = "its manifest.json is not one that this nowthen writes",
          .hint = "name another folder with --to DIR"};
}

}  // namespace

bool is_day(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  return text.size() == form.size() &&
         std::equal(text.begin(), text.end(), form.begin(),
                    [](char c, char of) { return of == 'd' ? c >= '0' && c <= '9' : c == of; });
}

std::string_view to_string(ExportFormat format) noexcept {
  switch (format) {
    case ExportFormat::csv: return "csv";
    case ExportFormat::ndjson: return "ndjson";
    case ExportFormat::parquet: break;
  }
  return "parquet";
}

std::optional<ExportFormat> parse_export_format(std::string_view name) noexcept {
  for (const auto format : {ExportFormat::parquet, ExportFormat::csv, ExportFormat::ndjson})
    if (to_string(format) == name) return format;
  return std::nullopt;
}

std::string place_of(std::string_view table, const std::optional<std::string>& day, ExportFormat format) {
  if (is_undated(table)) return fmt::format("{}/data.{}", table, to_string(format));
  return fmt::format("{}/day={}/data.{}", table, day.value_or("__HIVE_DEFAULT_PARTITION__"),
                     to_string(format));
}

std::string manifest_text(const ExportManifest& manifest, Instant written_at) {
  std::vector<std::pair<std::string, const ExportedFile*>> files;
  for (const ExportedFile& file : manifest.files)
    files.emplace_back(place_of(file.table, file.day, manifest.form.format), &file);
  std::sort(files.begin(), files.end());
  const json::object head{{"kind", kind_of_file},
                          {"version", manifest_version},
                          {"as", to_string(manifest.form.format)},
                          {"spreadsheet_safe", manifest.form.spreadsheet_safe},
                          {"time_zone", manifest.time_zone},
                          {"schema_version", warehouse::schema_version},
                          {"written_at", format_instant(written_at)}};
  std::string text = json::serialize(head);
  text.pop_back();
  text += ",\"files\":[";
  for (const auto& [place, file] : files) {
    text += text.back() == '[' ? "\n" : ",\n";
    text += json::serialize(object_of(*file, manifest.form.format));
  }
  return text + "\n]}\n";
}

Result<ExportManifest> parse_manifest(std::string_view text) {
  boost::system::error_code failure;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), failure);
  if (failure || !value.is_object()) return not_ours();
  try {
    auto manifest = manifest_of(value.as_object());
    if (!manifest) return not_ours();
    return *std::move(manifest);
  } catch (const std::exception&) {  // a member is missing, or is something else
    return not_ours();
  }
}

}  // namespace nowthen::cli
