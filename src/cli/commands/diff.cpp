#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/kept_conversation.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/output/show_time.hpp"
#include "cli/output/style.hpp"
#include "cli/output/terminal_text.hpp"
#include "cli/report_error.hpp"
#include "extract/revision_changes.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

struct DiffOptions {
  std::string id;
  std::optional<int> revision;
  std::optional<std::string> format;
};

/// A revision and what it changed.
struct Step {
  const KeptRevision* revision;
  std::vector<ChangedPlace> places;
  bool bytes_gone = false;
};

Result<Step> step_of(const KeptConversation& kept, std::size_t index, extract::ArchivedReadings& archive) {
  std::vector<extract::RevisionBytes> bytes;
  for (const KeptRevision& each : kept.revisions) bytes.push_back({.kind = each.kind, .place = each.place});
  auto changes = extract::changes_of(kept.id, bytes, index, archive);
  if (!changes) return changes.error();
  return Step{.revision = &kept.revisions[index],
              .places = std::move(changes->places),
              .bytes_gone = changes->bytes_gone};
}

std::string as_text(const Step& step, const Context& context) {
  const ShowInstant show = wall_clock(context.settings.zone);
  const Palette palette(context.color_out());
  const KeptRevision& revision = *step.revision;
  std::string text =
      palette.paint(Style::bold, fmt::format("revision {}  {}  {}  {}", revision.number,
                                             revision.as_of ? show(*revision.as_of) : "",
                                             printable(revision.kind), printable(revision.surface))) +
      "\n";
  if (step.bytes_gone) text += "  its bytes, or those before, are gone from the archive\n";
  for (const ChangedPlace& place : step.places) {
    text += "  " + printable(place.path) + "\n";
    if (!place.before.empty()) text += palette.paint(Style::red, "  - " + excerpt(place.before, 300)) + "\n";
    if (!place.after.empty()) text += palette.paint(Style::green, "  + " + excerpt(place.after, 300)) + "\n";
  }
  return text;
}

json::object as_json(const KeptConversation& kept, const Step& step) {
  json::array places;
  for (const ChangedPlace& place : step.places)
    places.push_back({{"path", place.path}, {"before", place.before}, {"after", place.after}});
  const KeptRevision& revision = *step.revision;
  return {{"conversation_id", kept.id},
          {"revision", revision.number},
          {"as_of", revision.as_of ? json::value(format_instant(*revision.as_of)) : json::value(nullptr)},
          {"kind", revision.kind},
          {"surface", revision.surface},
          {"bytes_gone", step.bytes_gone},
          {"changes", std::move(places)}};
}

Result<ExitCode> run_diff(const DiffOptions& given, Context& context) {
  auto data = open_for_reading(context, "diff");
  if (!data) return data.error();
  auto kept = find_conversation(*data->tables, given.id, context.stop);
  if (!kept) return kept.error();
  const auto count = static_cast<int>(kept->revisions.size());
  if (given.revision && (*given.revision < 1 || *given.revision > count))
    return usage_error(
        fmt::format("there is no revision {}: the conversation has {}", *given.revision, count),
        "nowthen show " + printable(kept->id) + " lists them");
  extract::ArchivedReadings archive(data->archive);
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "ndjson") == "text";
  for (std::size_t i = 0; i < kept->revisions.size(); ++i) {
    if (given.revision && kept->revisions[i].number != *given.revision) continue;
    const auto step = step_of(*kept, i, archive);
    if (!step) return step.error();
    context.out << (text ? as_text(*step, context) : json::serialize(as_json(*kept, *step)) + "\n");
  }
  return ExitCode::ok;
}

}  // namespace

void add_diff(CommandSet& commands) {
  const auto given = std::make_shared<DiffOptions>();
  Options options;
  options.argument("ID", &given->id, "The conversation's id, or as much of it as only one has")
      .must_be_given();
  options.value("--revision", "N", &given->revision, "Only what this revision changed").between(1, 1e9);
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"text", "ndjson"})
      .defaults_to("text on a terminal, else ndjson");
  commands.add(
      {.name = "diff",
       .group = Command::Group::keep,
       .summary = "Show what each revision of a conversation changed",
       .description =
           "For each revision of a kept conversation: when it was seen first, what kind of change it was, "
           "and "
           "each place that differs from the revision before, with what stood and stands there. Parts of a "
           "list are compared with the same part, wherever it stands. As NDJSON `before` and `after` are "
           "JSON as text, empty where there was nothing.",
       .examples = "# what did Genesys change after the fact?\n"
                   "nowthen diff 6ac3336b\n"
                   "nowthen diff 6ac3336b --revision 3\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_diff(*given, context); }});
}

}  // namespace nowthen::cli
