#include "extract/backup.hpp"

#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/context.hpp"
#include "cli/data_alone.hpp"
#include "cli/output/conversation_fields.hpp"
#include "cli/report_error.hpp"
#include "cli/size_text.hpp"

namespace nowthen::cli {
namespace {

Result<ExitCode> run_backup(const std::string& destination, Context& context) {
  const auto alone = take_still(context, "backup");
  if (!alone) return alone.error();
  const extract::BackupOptions options{.at = context.clock.now(),
                                       .version = NOWTHEN_VERSION,
                                       .floor = {.min_free_bytes = context.settings.keep.min_free_bytes},
                                       .on_progress = [&context](std::uint64_t bytes) {
                                         if (context.shows_progress())
                                           context.err << "\r\x1b[K" << megabytes(bytes) << " copied"
                                                       << std::flush;
                                       }};
  const auto copied = extract::back_up(alone->folder, destination, options, context.stop);
  if (context.shows_progress()) context.err << "\r\x1b[K" << std::flush;
  if (!copied) return copied.error();
  if (!context.settings.quiet)
    context.err << fmt::format("{} files, {}, of which {} new ({}); in {}\n",
                               grouped(static_cast<std::int64_t>(copied->files)), megabytes(copied->bytes),
                               grouped(static_cast<std::int64_t>(copied->new_files)),
                               megabytes(copied->new_bytes), neutralised(copied->folder));
  return ExitCode::ok;
}

}  // namespace

void add_backup(CommandSet& commands) {
  const auto destination = std::make_shared<std::string>();
  Options options;
  options
      .argument("DIR", destination.get(),
                "Where the copy goes: a new or empty folder, or one with earlier copies")
      .must_be_given()
      .names_a_file();
  commands.add({.name = "backup",
                .group = Command::Group::keep,
                .summary = "Copy all that is kept to another place",
                .description = "Copies archive, tables and whatever else belongs to them into DIR, beside "
                               "commands that read. Again, "
                               "into the same folder, only files that changed are copied; what was erased or "
                               "pruned meanwhile is gone "
                               "from the copy too. The new copy takes the place of the one before in one "
                               "step, when it is whole and on "
                               "the disk: an interrupted backup leaves the one before as it was. Let "
                               "NOWTHEN_HOME name DIR to read a "
                               "copy, or to prove it with nowthen verify.",
                .examples = "# a copy on another disk, tonight and every night\n"
                            "nowthen backup /mnt/backup/nowthen\n"
                            "# is the copy sound?\n"
                            "NOWTHEN_HOME=/mnt/backup/nowthen nowthen verify\n",
                .options = std::move(options),
                .action = [destination](Context& context) { return run_backup(*destination, context); }});
}

}  // namespace nowthen::cli
