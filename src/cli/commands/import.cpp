#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/import_pages.hpp"
#include "cli/commands/import_report.hpp"
#include "cli/context.hpp"
#include "cli/report_error.hpp"
#include "extract/importer.hpp"

namespace nowthen::cli {
namespace {

struct ImportOptions {
  std::vector<std::string> files;
  std::string as_of;
};

/// A line that is drawn over itself while a file is read.
class ImportProgress {
 public:
  explicit ImportProgress(Context& context) : context_(context) {}
  ~ImportProgress() { clear(); }
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;

  void show(const std::string& file, const extract::ImportReport& report, std::uint64_t bytes) {
    if (!context_.shows_progress()) return;
    const auto now = context_.clock.ticks();
    if (shown_ && now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    shown_ = true;
    context_.err << "\r\x1b[K" << import_progress(file, report, bytes, context_.terminal_width) << std::flush;
  }

  void clear() {
    if (std::exchange(shown_, false)) context_.err << "\r\x1b[K" << std::flush;
  }

 private:
  Context& context_;
  Clock::Ticks last_{};
  bool shown_ = false;
};

/// One file; what is wrong in it is told by its lines.
Result<void> import_file(extract::Importer& importer, const std::string& path, extract::ImportReport& report,
                         Context& context) {
  auto file = extract::ImportFile::open(path);
  if (!file) return file.error();
  ImportProgress progress(context);
  auto taken = importer.take(
      *file, report,
      [&](const extract::ImportReport& so_far, std::uint64_t bytes) { progress.show(path, so_far, bytes); },
      context.stop);
  progress.clear();
  for (const auto& trouble : report.first_troubles) context.err << trouble_line(path, trouble) << '\n';
  if (report.troubles > static_cast<std::int64_t>(report.first_troubles.size()))
    context.err << more_troubles_line(path, report) << '\n';
  if (!taken && !context.settings.quiet) context.err << import_summary(report) << '\n';
  return taken;
}

/// What became of all files.
struct ImportEnd {
  std::optional<Error> unread;  ///< Of the first file that could not be read to its end. Has been told.
  Result<void> taken;           ///< Failed: what was read could not be kept, or it was interrupted.

  std::optional<Error> failure() const { return taken ? unread : std::optional(taken.error()); }
};

/// A file that cannot be read does not keep the next from being read.
ImportEnd import_each(const std::vector<std::string>& files, ImportPages& pages, extract::Importer& importer,
                      extract::ImportReport& all, Context& context) {
  ImportEnd end;
  for (const std::string& path : files) {
    extract::ImportReport report;
    const auto taken = import_file(importer, path, report, context);
    add_to(all, report);
    if (taken) continue;
    if (pages.is_broken() || taken.error().kind == ErrorKind::cancelled) {
      end.taken = taken;
      break;
    }
    report_error(context.err, taken.error());
    if (!end.unread) end.unread = taken.error();
  }
  return end;
}

ImportEnd import_all(const std::vector<std::string>& files, ImportPages& pages, std::optional<Instant> as_of,
                     extract::ImportReport& all, Context& context) {
  extract::Importer importer(
      [&pages](const extract::RawPage& page, const std::stop_token& stop) { return pages.take(page, stop); },
      context.clock, as_of);
  ImportEnd end = import_each(files, pages, importer, all, context);
  if (context.settings.quiet) return end;
  for (const std::string& line : new_field_lines(all)) context.err << line << '\n';
  if (end.taken && (!end.unread || files.size() > 1)) context.err << import_summary(all) << '\n';
  return end;
}

/// A file's name may tell of a person, and what is kept of a run is kept for long.
std::string without_names(std::string message, const std::vector<std::string>& files) {
  for (const std::string& file : files)
    for (auto at = message.find(file); !file.empty() && at != std::string::npos;
         at = message.find(file, at + 4))
      message.replace(at, file.size(), "FILE");
  return message;
}

/// Names of files are left out.
extract::Run begun(const ImportOptions& given, std::optional<Instant> as_of, const Context& context) {
  extract::Run run{.command = "import", .version = NOWTHEN_VERSION, .started_at = context.clock.now()};
  run.options = fmt::format(R"({{"files":{}{}}})", given.files.size(),
                            as_of ? fmt::format(R"(,"as_of":"{}")", format_instant(*as_of)) : "");
  return run;
}

/// The run is kept before and after: one that was killed leaves its begin.
Result<ExitCode> import_as_run(const ImportOptions& given, std::optional<Instant> as_of, ImportPages& pages,
                               Context& context) {
  extract::Run run = begun(given, as_of, context);
  if (auto kept = pages.keep(run); !kept) return kept.error();
  extract::ImportReport all;
  const ImportEnd end = import_all(given.files, pages, as_of, all, context);
  const bool is_proven = all.troubles == 0 && !pages.found_damage();
  ExitCode code = is_proven ? ExitCode::ok : ExitCode::not_proven;
  if (const auto failure = end.failure()) {
    code = exit_code_of(*failure);
    run.error = without_names(failure->message, given.files);
  }
  run.ended_at = context.clock.now();
  run.exit_code = static_cast<std::int64_t>(code);
  count_into(run, all);
  const auto kept = pages.keep(run);
  if (!end.taken) return end.taken.error();
  if (!kept) return kept.error();
  return code;
}

Result<ExitCode> run_import(const ImportOptions& given, Context& context) {
  std::optional<Instant> as_of;
  if (!given.as_of.empty()) {
    auto parsed = parse_time(given.as_of, context.time_frame());
    if (!parsed) return parsed.error();
    as_of = *parsed;
  }
  auto pages = ImportPages::open(context);
  if (!pages) return pages.error();
  return import_as_run(given, as_of, **pages, context);
}

}  // namespace

void add_import(CommandSet& commands) {
  const auto given = std::make_shared<ImportOptions>();
  Options options;
  options.argument("FILE", &given->files, "Files to load; - is standard input")
      .must_be_given()
      .names_a_file();
  options
      .value(
          "--as-of", "TIME", &given->as_of,
          "When the records were true, where their reply does not say it: of two readings of a conversation "
          "the later one wins")
      .defaults_to("each file's own time");
  commands.add(
      {.name = "import",
       .group = Command::Group::keep,
       .summary = "Load conversations saved elsewhere",
       .description =
           "Loads conversations from files: replies of the platform (details by query, by id or by job), "
           "bare "
           "lists, single records, a record a line, several of these one after the other, replies of the "
           "tutorial's contract; packed with gzip or zstd or not. Their bytes go to the archive first, then "
           "they are rows of the tables. Of two readings of a conversation the later one wins; loading a "
           "file "
           "again changes nothing. What is read from a pipe counts as of now, unless --as-of or its reply "
           "says "
           "otherwise. What is not understood is "
           "named by its line, kept in the archive and listed in table set_aside; the rest is loaded, and "
           "the "
           "exit code is 3.",
       .examples = "# replies saved by another program\n"
                   "nowthen import replies/*.json\n"
                   "# straight from the server\n"
                   "nowthen history --from -7d --format ndjson | nowthen import -\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_import(*given, context); }});
}

}  // namespace nowthen::cli
