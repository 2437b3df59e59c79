#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/kept_conversation.hpp"
#include "cli/commands/timeline.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/output/show_time.hpp"
#include "cli/output/terminal_text.hpp"
#include "extract/archived_readings.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

struct ShowOptions {
  std::string id;
  std::optional<std::string> format;
};

json::value parsed(const std::string& text) {
  json::error_code failed;
  json::value value = json::parse(text, failed);
  return failed ? json::value(text) : value;
}

std::string as_json(const KeptConversation& kept, const std::string& bytes) {
  json::object all{{"conversation_id", kept.id}, {"surface", kept.surface}};
  all["as_of"] = kept.as_of ? json::value(format_instant(*kept.as_of)) : json::value(nullptr);
  all["deleted_at"] = kept.deleted_at ? json::value(format_instant(*kept.deleted_at)) : json::value(nullptr);
  json::object seen;
  for (const auto& [surface, at] : kept.seen) seen[surface] = format_instant(at);
  all["seen"] = std::move(seen);
  json::array revisions;
  for (const KeptRevision& each : kept.revisions)
    revisions.push_back(
        {{"revision", each.number},
         {"as_of", each.as_of ? json::value(format_instant(*each.as_of)) : json::value(nullptr)},
         {"kind", each.kind},
         {"surface", each.surface},
         {"changed_paths",
          each.changed_paths.empty() ? json::value(json::array()) : parsed(each.changed_paths)}});
  all["revisions"] = std::move(revisions);
  std::string text = json::serialize(all);
  text.pop_back();  // the record goes in as it is
  return text + ",\"record\":" + (bytes.empty() ? "null" : bytes) + "}\n";
}

std::string revisions_text(const KeptConversation& kept, const ShowInstant& show) {
  std::string text;
  for (const KeptRevision& each : kept.revisions) {
    const auto paths = each.changed_paths.empty() ? 0 : parsed(each.changed_paths).as_array().size();
    text += fmt::format("{:>3}  {}  {:<10}  {:<6}{}\n", each.number, each.as_of ? show(*each.as_of) : "",
                        printable(each.kind), printable(each.surface),
                        paths > 0 ? fmt::format("  {} place{} changed", paths, paths == 1 ? "" : "s") : "");
  }
  return text;
}

std::string as_text(const KeptConversation& kept, const Result<warehouse::Reading>& reading,
                    const Context& context) {
  const ShowInstant show = wall_clock(context.settings.zone);
  const Palette palette(context.color_out());
  std::string text;
  if (reading)
    text += timeline_text(reading->detail, {.width = static_cast<std::size_t>(context.terminal_width),
                                            .now = kept.as_of.value_or(context.clock.now()),
                                            .show_instant = show,
                                            .palette = palette});
  else
    text += fmt::format("{}\nits record is not to be had from the archive: {}\n", printable(kept.id),
                        printable(reading.error().message));
  if (kept.deleted_at)
    text += palette.paint(Style::red,
                          fmt::format("deleted by the platform, noticed {}", show(*kept.deleted_at))) +
            "\n";
  text += "\n";
  for (const auto& [surface, at] : kept.seen) text += fmt::format("seen by {:<7} {}\n", surface, show(at));
  if (!kept.attributes.empty()) text += "\n";
  for (const auto& [name, value] : kept.attributes)
    text += fmt::format("{} = {}\n", excerpt(name, 60), excerpt(value, 200));
  return text + "\n" + revisions_text(kept, show);
}

Result<ExitCode> run_show(const ShowOptions& given, Context& context) {
  auto data = open_for_reading(context, "show");
  if (!data) return data.error();
  auto kept = find_conversation(*data->tables, given.id, context.stop);
  if (!kept) return kept.error();
  extract::ArchivedReadings archive(data->archive);
  const auto reading = archive.of(kept->id, kept->place);
  if (!reading && reading.error().kind != ErrorKind::not_found) return reading.error();
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? as_text(*kept, reading, context)
                       : as_json(*kept, reading ? reading->json : std::string()));
  return ExitCode::ok;
}

}  // namespace

void add_show(CommandSet& commands) {
  const auto given = std::make_shared<ShowOptions>();
  Options options;
  options.argument("ID", &given->id, "The conversation's id, or as much of it as only one has")
      .must_be_given();
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  commands.add(
      {.name = "show",
       .group = Command::Group::keep,
       .summary = "Show one conversation: who did what when, and its revisions",
       .description =
           "Draws a kept conversation: a bar for each session, with what happened when; when it was last "
           "seen on which surface; its attributes; its revisions. As JSON it has the record's own bytes "
           "under `record`.",
       .examples = "# as much of the id as tells it from others\n"
                   "nowthen show 6ac3336b\n"
                   "# the record as the platform gave it\n"
                   "nowthen show 6ac3336b --format json | jq .record\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_show(*given, context); }});
}

}  // namespace nowthen::cli
