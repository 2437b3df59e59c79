#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/erase_input.hpp"
#include "cli/commands/erase_report.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/data_alone.hpp"
#include "cli/open_data_set.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct EraseOptions {
  std::vector<std::string> ids;
  std::string from_file;
  bool even_unknown = false;
  bool again = false;
  bool forget_missing_exports = false;
  bool yes = false;
  std::optional<std::string> format;
};

Error unknown_ids(const std::vector<std::string>& unknown) {
  const std::string first = neutralised(unknown.front());
  const std::string more = unknown.size() == 1 ? "" : fmt::format(", nor of {} others", unknown.size() - 1);
  return {
      .kind = ErrorKind::not_found,
      .message = fmt::format("nothing is kept of conversation {}{}: nothing was erased", first, more),
      .hint = "give whole ids, as nowthen show ID has them; --even-unknown keeps out what may still come"};
}

Result<extract::ErasurePlan> planned(extract::DataSet& data, const extract::ErasureRequest& request,
                                     const Context& context) {
  auto plan = data.find_erasure(request, context.stop);
  if (plan && !plan->unknown.empty() && !request.even_unknown) return unknown_ids(plan->unknown);
  return plan;
}

/// Nobody is kept from the data while a person thinks.
Result<void> confirm(const extract::ErasureRequest& request, const EraseOptions& given, Context& context) {
  if (given.yes) return {};
  if (!context.read_answer)
    return usage_error("erasing is for good, and there is no terminal to ask on",
                       "say that it is meant: nowthen erase --yes ...");
  const auto plan = [&]() -> Result<extract::ErasurePlan> {
    auto alone = open_for_writing(context, "erase");
    if (!alone) return alone.error();
    return planned(alone->data, request, context);
  }();
  if (!plan) return plan.error();
  context.err << erasure_plan_text(*plan) << "\nErase for good? Type yes: " << std::flush;
  const auto answer = context.read_answer(context.stop);
  if (!answer) return answer.error();
  if (*answer == "yes") return {};
  return Error{.kind = ErrorKind::local, .message = "nothing was erased", .hint = "type yes to erase"};
}

/// Where there is no data, only a list of what may not come can be made.
Result<void> require_data_unless(const EraseOptions& given, const Context& context) {
  auto there = require_data(context);
  if (there || (given.even_unknown && there.error().kind == ErrorKind::not_found)) return {};
  Error error = there.error();
  if (error.kind == ErrorKind::not_found)
    error.hint = "let NOWTHEN_HOME name the folder that has it, or choose its --profile";
  return error;
}

ExitCode tell(const extract::ErasureReport& report, const EraseOptions& given, Context& context) {
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? erasure_text(report) : report.certificate);
  for (const std::string& doubt : erasure_doubts(report)) context.err << "warning: " << doubt << '\n';
  return report.is_complete() ? ExitCode::ok : ExitCode::not_proven;
}

Result<ExitCode> run_erase(const EraseOptions& given, Context& context) {
  auto ids = read_ids(given.ids, given.from_file, context.stop);
  if (!ids) return ids.error();
  if (ids->empty() && !given.again)
    return usage_error("which conversations?", "nowthen erase ID..., or nowthen erase --from-file FILE");
  if (auto there = require_data_unless(given, context); !there) return there.error();
  const extract::ErasureRequest request{
      .ids = *std::move(ids), .even_unknown = given.even_unknown, .again = given.again};
  if (auto confirmed = confirm(request, given, context); !confirmed) return confirmed.error();
  auto alone = open_for_writing(context, "erase");
  if (!alone) return alone.error();
  const auto plan = planned(alone->data, request, context);
  if (!plan) return plan.error();
  auto tools = erasure_tools(context, alone->lender);
  if (!tools) return tools.error();
  tools->forget_missing_exports = given.forget_missing_exports;
  const auto report = alone->data.erase(*plan, *tools);
  if (!report) return report.error();
  return tell(*report, given, context);
}

Options erase_options(const std::shared_ptr<EraseOptions>& given) {
  Options options;
  options.argument("ID", &given->ids,
                   "Whole ids of conversations; - reads them from standard input, one a line");
  options.value("--from-file", "FILE", &given->from_file, "A file with ids, one a line").names_a_file();
  options.flag("--yes", given->yes, "Do not ask; needed where there is no terminal to ask on");
  options.flag("--even-unknown", given->even_unknown,
               "Keep out conversations of which nothing is kept yet, too");
  options.flag(
      "--again", given->again,
      "Look once more for everything erased so far: after restoring a backup, or when an export can be "
      "reached again");
  options.flag("--forget-missing-exports", given->forget_missing_exports,
               "Exports whose folder is not there count as removed");
  options.value("--format", "FORMAT", &given->format, "How it is told; the certificate is JSON")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  return options;
}

}  // namespace

void add_erase(CommandSet& commands) {
  const auto given = std::make_shared<EraseOptions>();
  commands.add(
      {.name = "erase",
       .group = Command::Group::keep,
       .summary = "Remove conversations everywhere, for good, with a certificate",
       .description =
           "Removes conversations from the archive (every reading, and what was not understood and "
           "names one), the tables and their file, revisions, files set aside, and the files of "
           "exports; and keeps them from coming back: what is loaded later leaves them out. Ends with "
           "a certificate of hashes and numbers, kept in folder erased. Interrupted, it is finished "
           "by the next command that opens the data. Proofs over all else still hold: see nowthen "
           "verify. Exit code 3 where an export cannot be reached or the archive is damaged.",
       .examples = "# one conversation; asks first\n"
                   "nowthen erase 6ac3336b-95ee-4a9f-8b2a-3c6a1f3b0f0e\n"
                   "# many, without their ids in the shell's history\n"
                   "nowthen erase --yes --from-file ids.txt\n"
                   "# after a backup was restored\n"
                   "nowthen erase --again --yes\n",
       .options = erase_options(given),
       .action = [given](Context& context) { return run_erase(*given, context); }});
}

}  // namespace nowthen::cli
