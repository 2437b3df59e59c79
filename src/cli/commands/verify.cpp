#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/verify_report.hpp"
#include "cli/context.hpp"
#include "cli/data_alone.hpp"

namespace nowthen::cli {
namespace {

struct VerifyOptions {
  std::optional<std::string> format;
};

void show(Context& context, const extract::VerifyProgress& progress) {
  if (!context.shows_progress()) return;
  context.err << "\r\x1b[K"
              << (progress.table.empty() ? fmt::format("{} of {} pages of the archive read again",
                                                       progress.pages, progress.of_pages)
                                         : fmt::format("comparing table {}", progress.table))
              << std::flush;
}

Result<ExitCode> run_verify(const VerifyOptions& given, Context& context) {
  const auto alone = take_still(context, "verify");
  if (!alone) return alone.error();
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  const KeepSettings& keep = context.settings.keep;
  const auto found = extract::verify_data(
      alone->folder, *library,
      {.on_progress = [&context](const extract::VerifyProgress& progress) { show(context, progress); },
       .copies_tables = alone->is_lent(),
       .memory_limit = keep.memory,
       .threads = keep.threads},
      context.stop);
  if (context.shows_progress()) context.err << "\r\x1b[K" << std::flush;
  if (!found) return found.error();
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? verification_text(*found, Palette(context.color_out())) : verification_json(*found));
  if (!found->tables_unreadable.empty())
    context.err << "hint: nowthen import, or sync, makes the tables anew from the archive where their file "
                   "is damaged\n";
  return found->sound() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

void add_verify(CommandSet& commands) {
  const auto given = std::make_shared<VerifyOptions>();
  Options options;
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  commands.add(
      {.name = "verify",
       .group = Command::Group::keep,
       .summary = "Check that nothing kept has changed or gone",
       .description =
           "Reads the whole archive and holds each record against its page's hash, each page against the one "
           "before, the last against what the tables remember; then makes all tables anew beside and "
           "compares "
           "them row by row; then holds each claim of the ledger against the pages it rests on. Needs no "
           "network and changes nothing. Erased records are proven by their hashes "
           "and "
           "are no damage. Exit code 1 when anything is wrong.",
       .examples = "# is everything as it was received?\n"
                   "nowthen verify\n"
                   "# for a script\n"
                   "nowthen verify --format json | jq .sound\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_verify(*given, context); }});
}

}  // namespace nowthen::cli
