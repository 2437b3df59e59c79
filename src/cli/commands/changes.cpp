#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/commands/query_run.hpp"
#include "cli/context.hpp"

namespace nowthen::cli {
namespace {

struct ChangesOptions {
  ListOptions list;
  std::string since;
  std::vector<std::string> kinds;
};

std::string sql_for(const ChangesOptions& given, Instant since) {
  std::string kinds;
  for (const std::string& kind : given.kinds) kinds += (kinds.empty() ? "'" : ", '") + kind + "'";
  return fmt::format(
      "SELECT revision.conversation_id, revision.revision, revision.as_of, revision.kind, revision.surface, "
      "conversation.conversation_start, revision.changed_paths FROM revision "
      "LEFT JOIN conversation ON conversation.conversation_id = revision.conversation_id "
      "WHERE revision.as_of >= TIMESTAMPTZ '{}' AND revision.kind IN ({}) "
      "ORDER BY revision.as_of, revision.conversation_id, revision.revision",
      format_instant(since), kinds);
}

Result<ExitCode> run_changes(ChangesOptions given, Context& context) {
  const auto since = parse_time(given.since, context.time_frame());
  if (!since) return since.error();
  if (given.kinds.empty()) given.kinds = {"correction", "deletion"};
  return run_query(sql_for(given, *since), given.list, context);
}

}  // namespace

void add_changes(CommandSet& commands) {
  const auto given = std::make_shared<ChangesOptions>();
  given->since = "-7d";
  Options options;
  options.value("--since", "TIME", &given->since, "Only what was seen from then on").defaults_to("-7d");
  options.value("--kind", "KIND", &given->kinds, "Only changes of this kind")
      .one_of({"first", "growth", "completion", "enrichment", "correction", "deletion", "unknown"})
      .defaults_to("correction and deletion");
  declare_output(options, given->list);
  commands.add(
      {.name = "changes",
       .group = Command::Group::keep,
       .summary = "List what was changed after the fact",
       .description =
           "Lists revisions of kept conversations by the instant they were seen first: by default those that "
           "changed a conversation after it had ended (a correction) or took it away (a deletion). Other "
           "kinds are growth while it goes on, completion by its end or wrap-up, and enrichment by what came "
           "later; unknown where the bytes before are gone. nowthen diff shows what each one changed.",
       .examples =
           "# what did Genesys change in the last week?\n"
           "nowthen changes --since -7d\n"
           "# every change of yesterday, for a script\n"
           "nowthen changes --since yesterday --kind correction,deletion,enrichment --format ndjson\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_changes(*given, context); }});
}

}  // namespace nowthen::cli
