#include "cli/commands/writer_options.hpp"

#include "cli/output/show_time.hpp"

namespace nowthen::cli {

Table::Options table_options(const Context& context, bool to_terminal) {
  if (!to_terminal) return {};
  const int columns = context.terminal_size ? context.terminal_size().columns : context.terminal_width;
  return {.available = static_cast<std::size_t>(columns), .palette = Palette(context.settings.color)};
}

WriterOptions writer_options(const ListOptions& given, const Context& context, Listed listed) {
  const Format format = format_of(given, context);
  const TimeZone& zone = context.settings.zone;
  return {.format = format,
          .listed = listed,
          .show_instant = format == Format::csv ? rfc3339_in(zone) : wall_clock(zone),
          .now = context.clock.now(),
          .table = table_options(context, context.out_is_terminal && !given.writes_file()),
          .guard_formulas = given.csv_guard};
}

}  // namespace nowthen::cli
