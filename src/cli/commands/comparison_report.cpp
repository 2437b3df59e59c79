#include "cli/commands/comparison_report.hpp"

#include <fmt/format.h>

#include "cli/commands/comparison_json.hpp"
#include "cli/commands/listing_summary.hpp"
#include "cli/output/csv.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using Align = Column::Align;
using std::chrono::milliseconds;

Style style_of(Finding finding) {
  switch (finding) {
    case Finding::equal: return Style::dim;
    case Finding::open: return Style::green;
    case Finding::differs: return Style::yellow;
    case Finding::awaiting_history: return Style::cyan;
    case Finding::missing_from_live: return Style::red;
    case Finding::started_before:
    case Finding::left_live: return Style::plain;
  }
  return Style::plain;
}

bool is_over(const ComparedConversation& compared) {
  return compared.ended_at.has_value() || compared.live_state == "closed";
}

/// The finding in words, with the time that matters to it.
std::string finding_text(const ComparedConversation& compared) {
  switch (compared.finding) {
    case Finding::equal: return "equal";
    case Finding::differs: return "differs";
    case Finding::open: return "open";
    case Finding::awaiting_history:
      if (!is_over(compared)) return "open, not in history";
      return compared.closed_for ? "closed " + clock_text(*compared.closed_for) + " ago, not in history"
                                 : "closed, not in history";
    case Finding::started_before:
      return is_over(compared) ? "closed, started before the range" : "started before the range";
    case Finding::left_live:
      return compared.closed_for ? "closed " + clock_text(*compared.closed_for) + " ago, left live"
                                 : "left live";
    case Finding::missing_from_live: return "not seen live";
  }
  return "";
}

void write_table(TextSink& sink, const ComparisonReport& report, const ReportOptions& options) {
  Table table({{.title = "conversation", .min_width = 9, .max_width = 36},
               {.title = "side", .min_width = 9, .max_width = 12, .expendable = 4},
               {.title = "media", .min_width = 5, .max_width = 10, .expendable = 3},
               {.title = "started", .min_width = 19, .max_width = 19, .expendable = 2},
               {.title = "finding", .min_width = 12, .max_width = 40},
               {.title = "what differs", .min_width = 12, .max_width = 90, .expendable = 1}},
              options.table);
  std::size_t listed = 0;
  for (const ComparedConversation& compared : report.comparison.conversations) {
    if (!is_listed(compared, options)) continue;
    ++listed;
    table.add({{compared.id.str()},
               {std::string(side_of(compared.finding))},
               {compared.media_type},
               {compared.started_at ? options.show_instant(*compared.started_at) : ""},
               {finding_text(compared), style_of(compared.finding)},
               {differences_text(compared)}});
  }
  if (listed > 0) sink.append(table.take() + "\n");
  sink.append(comparison_summary(report, options.table.palette));
}

std::string seconds_text(const std::optional<milliseconds>& duration) {
  return duration ? fmt::format("{}", static_cast<double>(duration->count()) / 1000) : "";
}

void write_csv(TextSink& sink, const ComparisonReport& report, const ReportOptions& options) {
  const Formulas formulas = options.guard_formulas ? Formulas::guarded : Formulas::kept;
  const auto instant = [&](const std::optional<Instant>& each) {
    return each ? options.show_instant(*each) : "";
  };
  sink.append(
      "conversation_id,side,finding,media,live_state,history_state,started,ended,closed_for_s,"
      "differences\r\n");
  for (const ComparedConversation& compared : report.comparison.conversations) {
    if (!is_listed(compared, options)) continue;
    std::string line;
    for (const std::string& cell :
         {compared.id.str(), side_name_of(compared.finding), std::string(name_of(compared.finding)),
          compared.media_type, compared.live_state, compared.history_state, instant(compared.started_at),
          instant(compared.ended_at), seconds_text(compared.closed_for), differences_text(compared)})
      append_csv_cell(line, printable(cell), formulas);
    sink.append(line.append(csv_line_end));
  }
}

/// `350  both          345 equal, 5 differ`: one line a side, with the parts that are not zero.
std::string side_line(const ComparisonReport& report, std::string_view side, const Palette& palette) {
  const Comparison& comparison = report.comparison;
  constexpr std::array<std::string_view, finding_count> words{
      "equal",          "differ",       "open", "closed and awaited in history", "started before the range",
      "no longer live", "not seen live"};
  std::int64_t total = 0;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < finding_count; ++i) {
    const auto finding = static_cast<Finding>(i);
    if (side_of(finding) != side || comparison.count(finding) == 0) continue;
    total += comparison.count(finding);
    const bool also_open = finding == Finding::awaiting_history && report.options.history_has_open;
    const std::string_view word = also_open ? "awaited in history" : words.at(i);
    parts.push_back(
        palette.paint(style_of(finding), grouped(comparison.count(finding)) + " " + std::string(word)));
  }
  return fmt::format("{:<12}  {:>9}{}{}\n", side, grouped(total), parts.empty() ? "" : "  ",
                     fmt::join(parts, ", "));
}

std::string span_text(const Appearance& each) {
  const auto bound = [](milliseconds at) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at).count();
    return minutes >= 60 ? fmt::format("{} h", minutes / 60) : fmt::format("{} min", minutes);
  };
  if (each.endless()) return "more than " + bound(each.from);
  return each.from == milliseconds{0} ? "less than " + bound(each.to)
                                      : bound(each.from) + " to " + bound(each.to);
}

std::string delay_lines(const Comparison& comparison, const Table::Options& look) {
  if (comparison.appearances.empty()) return {};
  Table table({{.title = "closed ago"},
               {.title = "closed", .align = Align::right, .whole = true},
               {.title = "in history", .align = Align::right, .whole = true},
               {.title = "share", .align = Align::right, .whole = true}},
              look);
  for (const Appearance& each : comparison.appearances)
    table.add({{span_text(each)},
               {grouped(each.closed)},
               {grouped(each.in_history)},
               {fmt::format("{} %", each.in_history * 100 / each.closed)}});
  std::string text = "\n" + table.take();
  if (comparison.soonest_in_history)
    text += "soonest seen in history: closed " + clock_text(*comparison.soonest_in_history) + " before\n";
  if (comparison.longest_awaited)
    text += "longest awaited by history: closed " + clock_text(*comparison.longest_awaited) + " before\n";
  return text;
}

}  // namespace

std::string differences_text(const ComparedConversation& compared) {
  std::vector<std::string> parts;
  for (const FieldDifference& each : compared.differences) {
    const auto shown = [](const std::string& text) {
      return text.empty() ? std::string("nobody else") : text;
    };
    std::string part =
        fmt::format("{}: {} live, {} in history", each.field, shown(each.live), shown(each.history));
    if (!each.why.empty()) part += " (" + each.why + ")";
    parts.push_back(std::move(part));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string comparison_summary(const ComparisonReport& report, const Palette& palette) {
  std::string text = "live     " + listing_summary(report.live) + "\n" +  //
                     "history  " + listing_summary(report.history) + "\n\n";
  for (const std::string_view side : {"both", "live only", "history only"})
    text += side_line(report, side, palette);
  return text + delay_lines(report.comparison, {.palette = palette});
}

void write_report(TextSink& sink, const ComparisonReport& report, const ReportOptions& options) {
  switch (options.format) {
    case Format::table: return write_table(sink, report, options);
    case Format::json: return write_comparison_json(sink, report, options);
    case Format::ndjson: return write_comparison_ndjson(sink, report, options);
    case Format::csv: return write_csv(sink, report, options);
  }
}

}  // namespace nowthen::cli
