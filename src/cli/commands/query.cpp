#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/commands/query_input.hpp"
#include "cli/commands/query_run.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct QueryOptions {
  QueryInput input;
  ListOptions output;
};

Result<ExitCode> run(const QueryOptions& given, Context& context) {
  const auto sql = read_query(given.input, context.stop);
  if (!sql) return sql.error();
  return run_query(*sql, given.output, context);
}

}  // namespace

void add_query(CommandSet& commands) {
  const auto given = std::make_shared<QueryOptions>();
  Options options;
  options.argument("SQL", &given->input.argument, "One statement that reads; -: from standard input");
  options.value("-f,--file", "FILE", &given->input.file, "Read the SQL from this file; -: standard input")
      .names_a_file();
  declare_output(options, given->output);
  commands.add(
      {.name = "query",
       .group = Command::Group::keep,
       .summary = "Ask the data set in SQL",
       .description =
           "Runs one SQL statement of DuckDB's over the tables and views of the data set and writes its "
           "rows as they come. Days and half hours are those of --time-zone. It only reads: nothing in the "
           "data set changes, and no other file is read or written. In JSON numbers, lists and structs are "
           "what they are, and instants are in UTC; in a table NULL is shown as NULL.",
       .examples = "# what there is to ask\n"
                   "nowthen query \"SHOW TABLES\"\n"
                   "nowthen query \"DESCRIBE conversations\"\n"
                   "# the busiest queues of a day, as London has it\n"
                   "nowthen query --time-zone Europe/London \"SELECT queue_id, offered, service_level FROM "
                   "daily\n"
                   "  WHERE day = '2026-11-20' ORDER BY offered DESC LIMIT 10\"\n"
                   "# a file of SQL into a file of CSV for a spreadsheet\n"
                   "nowthen query --file report.sql --format csv --csv-guard -o report.csv\n"
                   "# fields that no column has, as JSON\n"
                   "nowthen query \"SELECT conversation_id, extra::JSON AS extra FROM conversation\" "
                   "--format ndjson\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run(*given, context); }});
}

}  // namespace nowthen::cli
