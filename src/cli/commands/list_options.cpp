#include "cli/commands/list_options.hpp"

namespace nowthen::cli {

void declare_filters(Options& options, ListOptions& given) {
  options.value("--media", "TYPE", &given.media, "Only these media types; several with commas or repeated")
      .one_of({"voice", "chat", "email", "message", "callback"});
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
  options.value("-o,--output", "FILE", &given.output, "Write to this file, whole or not at all")
      .names_a_file();
  options.flag("--csv-guard", given.csv_guard, "In CSV, let no cell become a formula in a spreadsheet");
}

void declare_set_aside(Options& options, ListOptions& given) {
  options
      .value("--set-aside", "FILE", &given.set_aside,
             "Keep the bytes of records that cannot be read, as NDJSON with reason and base64")
      .names_a_file();
}

Format format_of(const ListOptions& given, const Context& context) {
  if (given.format) return parse_format(*given.format).value_or(Format::table);
  return default_format(context.out_is_terminal && given.output.empty());
}

}  // namespace nowthen::cli
