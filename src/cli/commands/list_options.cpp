#include "cli/commands/list_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/report_error.hpp"
#include "genesys/media_types.hpp"

namespace nowthen::cli {
namespace {
namespace fs = std::filesystem;

/// Where a file of this name is or would be made; links followed as far as they lead.
fs::path place_of(const std::string& name) {
  std::error_code failure;
  const fs::path absolute = fs::absolute(name, failure);
  const fs::path real = fs::weakly_canonical(absolute, failure);
  return failure ? absolute.lexically_normal() : real;
}

/// A device or pipe is written as it comes: nothing is replaced.
bool is_special(const fs::path& path) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  return fs::exists(status) && fs::is_other(status);
}

}  // namespace

void declare_filters(Options& options, ListOptions& given) {
  options.value("--media", "TYPE", &given.media, "Only these media types; several with commas or repeated")
      .one_of({"voice", "chat", "email", "message", "callback", "cobrowse", "internalmessage",
               "screenmonitoring", "screenshare", "video", "unknown"});
  options.value("--queue", "ID", &given.queues, "Only conversations of these queues, by id");
}

void declare_paging(Options& options, ListOptions& given) {
  options.value("--page-size", "N", &given.page_size, "Conversations asked for at once")
      .between(1, 100)
      .defaults_to("100");
  options.value("--max-pages", "N", &given.max_pages, "Stop after so many pages, and say so")
      .between(1, 1'000'000);
}

void declare_output(Options& options, ListOptions& given) {
  options.value("--format", "FORMAT", &given.format, "How the data is written")
      .one_of({"table", "json", "ndjson", "csv"})
      .defaults_to("table on a terminal, else json");
  options
      .value("-o,--output", "FILE", &given.output,
             "Write to this file, whole or not at all; -: standard output")
      .names_a_file();
  options.flag("--csv-guard", given.csv_guard, "In CSV, let no cell become a formula in a spreadsheet");
}

void declare_set_aside(Options& options, ListOptions& given) {
  options
      .value("--set-aside", "FILE", &given.set_aside,
             "Keep the bytes of records that cannot be read, as NDJSON with reason and base64")
      .names_a_file();
}

Result<void> check_files(const ListOptions& given) {
  if (given.set_aside == "-")
    return usage_error("--set-aside needs the name of a file, not '-'", "--set-aside unreadable.ndjson");
  if (!given.writes_file() || given.set_aside.empty()) return {};
  const fs::path place = place_of(given.output);
  if (place != place_of(given.set_aside) || is_special(place)) return {};
  return usage_error(fmt::format("--output and --set-aside name the same file {}", given.output),
                     "give them two names: each file is written whole");
}

Result<void> check_media(const ListOptions& given, Contract contract) {
  if (contract == Contract::platform) return {};
  constexpr auto& known = genesys::tutorial_media_types;
  for (const std::string& type : given.media)
    if (std::find(known.begin(), known.end(), type) == known.end())
      return usage_error(fmt::format("--media: the tutorial's contract has no media type '{}'", type),
                         fmt::format("it has {}", fmt::join(known, ", ")));
  return {};
}

Format format_of(const ListOptions& given, const Context& context) {
  if (given.format) return parse_format(*given.format).value_or(Format::table);
  return default_format(context.out_is_terminal && !given.writes_file());
}

}  // namespace nowthen::cli
