// Runs SQL scripts on one DuckDB file, as anyone would with DuckDB's own shell. The rows of the last
// statement are printed, one a line, cells with tabs between.
//
//   run_sql DATABASE SCRIPT...
#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <string>

#include "warehouse/duckdb/database.hpp"

namespace {
using namespace nowthen::warehouse;

std::string read_file(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

int fail(const Failure& failure) {
  fmt::print(stderr, "run_sql: {}\n", failure.message);
  return 1;
}

int print_rows(Connection& connection, const std::string& sql) {
  auto rows = connection.query(sql);
  if (!rows) return fail(rows.error());
  for (;;) {
    const auto more = rows->next();
    if (!more) return fail(more.error());
    if (!*more) return 0;
    for (std::size_t i = 0; i < rows->columns().size(); ++i)
      fmt::print("{}{}", i == 0 ? "" : "\t", rows->get<std::string>(i).value_or(""));
    fmt::print("\n");
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return fail({.message = "usage: run_sql DATABASE SCRIPT..."});
  const auto library = Library::load();
  if (!library) return fail(library.error());
  const auto database = Database::open(*library, {.path = arguments[1]});
  if (!database) return fail(database.error());
  auto connection = database->connect();
  if (!connection) return fail(connection.error());
  for (int i = 2; i + 1 < count; ++i)
    if (auto done = connection->execute(read_file(arguments[i])); !done) return fail(done.error());
  return print_rows(*connection, read_file(arguments[count - 1]));
}
