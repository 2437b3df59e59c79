#include "cli/commands/comparison_json.hpp"

#include <boost/json.hpp>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {
namespace json = boost::json;

json::value instant_value(const std::optional<Instant>& instant) {
  return instant ? json::value(format_instant(*instant)) : json::value(nullptr);
}

json::value millis_value(const std::optional<std::chrono::milliseconds>& duration) {
  return duration ? json::value(duration->count()) : json::value(nullptr);
}

/// Text from the server as a JSON string, which has to be UTF-8; empty text is null.
json::value text_value(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(printable(text));
}

json::object side_object(const ListingReport& report) {
  return {{"conversations", report.records},
          {"server_total", report.server_total ? json::value(*report.server_total) : json::value(nullptr)},
          {"complete", report.complete()},
          {"set_aside", report.set_aside},
          {"pages", report.pages}};
}

json::object counts_object(const Comparison& comparison) {
  json::object counts;
  for (std::size_t i = 0; i < finding_count; ++i) {
    const auto finding = static_cast<Finding>(i);
    counts[name_of(finding)] = comparison.count(finding);
  }
  return counts;
}

json::array appearance_array(const Comparison& comparison) {
  json::array spans;
  for (const Appearance& each : comparison.appearances)
    spans.push_back({{"from_s", each.from.count() / 1000},
                     {"to_s", each.endless() ? json::value(nullptr) : json::value(each.to.count() / 1000)},
                     {"closed", each.closed},
                     {"in_history", each.in_history}});
  return spans;
}

json::object summary_object(const ComparisonReport& report) {
  const Comparison& comparison = report.comparison;
  return {{"window",
           {{"from", format_instant(report.options.window.begin)},
            {"to", format_instant(report.options.window.end)}}},
          {"live_read_at", format_instant(report.options.live_read_at)},
          {"history_read_at", format_instant(report.options.history_read_at)},
          {"live", side_object(report.live)},
          {"history", side_object(report.history)},
          {"counts", counts_object(comparison)},
          {"appearance", appearance_array(comparison)},
          {"soonest_in_history_ms", millis_value(comparison.soonest_in_history)},
          {"longest_awaited_ms", millis_value(comparison.longest_awaited)}};
}

json::object conversation_object(const ComparedConversation& compared) {
  json::array differences;
  for (const FieldDifference& each : compared.differences)
    differences.push_back({{"field", each.field},
                           {"live", text_value(each.live)},
                           {"history", text_value(each.history)},
                           {"why", text_value(each.why)}});
  return {{"id", printable(compared.id.str())},
          {"side", side_name_of(compared.finding)},
          {"finding", name_of(compared.finding)},
          {"media", text_value(compared.media_type)},
          {"live_state", text_value(compared.live_state)},
          {"history_state", text_value(compared.history_state)},
          {"started", instant_value(compared.started_at)},
          {"ended", instant_value(compared.ended_at)},
          {"closed_for_ms", millis_value(compared.closed_for)},
          {"differences", std::move(differences)}};
}

}  // namespace

void write_comparison_json(TextSink& sink, const ComparisonReport& report, const ReportOptions& options) {
  std::string head = json::serialize(summary_object(report));
  head.back() = ',';
  sink.append(head);
  sink.append("\"conversations\":[");
  bool first = true;
  for (const ComparedConversation& compared : report.comparison.conversations) {
    if (!is_listed(compared, options)) continue;
    sink.append(first ? "\n" : ",\n");
    sink.append(json::serialize(conversation_object(compared)));
    first = false;
  }
  sink.append(first ? "]}\n" : "\n]}\n");
}

void write_comparison_ndjson(TextSink& sink, const ComparisonReport& report, const ReportOptions& options) {
  const auto write = [&sink](std::string_view kind, json::object&& fields) {
    json::object line{{"record", kind}};
    for (auto& [key, value] : fields) line.emplace(key, std::move(value));
    sink.append(json::serialize(line));
    sink.append("\n");
  };
  for (const ComparedConversation& compared : report.comparison.conversations)
    if (is_listed(compared, options)) write("conversation", conversation_object(compared));
  write("summary", summary_object(report));
}

}  // namespace nowthen::cli
