#include "warehouse/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "warehouse/schema/ddl.hpp"

namespace nowthen::warehouse {
namespace {

Failure foreign_file() {
  return {.kind = FailureKind::other,
          .message = "the file is a DuckDB database, but not one of nowthen's",
          .hint = "let NOWTHEN_HOME name another folder, or move the file away"};
}

Failure no_way_from(int version) {
  return {.kind = FailureKind::older_file,
          .message = fmt::format("its tables have version {}, which cannot be moved forward to version {}",
                                 version, schema_version),
          .hint = "move warehouse.duckdb away: it is made anew from the archive"};
}

/// The views there are, ours or not: they may rest on what the steps change.
Outcome<std::vector<std::string>> view_names(Connection& connection) {
  auto rows = connection.query(
      "SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary AND database_name = "
      "current_database()");
  if (!rows) return rows.error();
  std::vector<std::string> names;
  for (;;) {
    auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return names;
    names.push_back(rows->get<std::string>(0).value_or(""));
  }
}

Outcome<void> drop_views(Connection& connection) {
  const auto names = view_names(connection);
  if (!names) return names.error();
  for (const std::string& name : *names)
    if (auto gone = connection.execute(fmt::format("DROP VIEW \"{}\"", name)); !gone) return gone.error();
  return boost::system::in_place_value;
}

Outcome<void> put_version(Connection& connection, int version) {
  auto put =
      connection.execute(fmt::format("UPDATE meta SET value = '{}' WHERE name = 'schema_version'", version));
  if (!put) return put.error();
  return boost::system::in_place_value;
}

}  // namespace

Outcome<int> version_in(Connection& connection, const std::string& database) {
  const auto known = connection.value<std::string>(fmt::format(
      "SELECT value FROM {}meta WHERE name = 'schema_version'", database.empty() ? "" : database + "."));
  if (!known && known.error().kind != FailureKind::invalid_sql) return known.error();
  if (!known || !*known) return foreign_file();
  int version = 0;
  const std::string& text = **known;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (code != std::errc() || end != text.data() + text.size()) return foreign_file();
  return version;
}

Failure other_version(int version) {
  const auto said = [version](const char* by) {
    return fmt::format("its tables have version {}, made by {} nowthen; this one knows {}", version, by,
                       schema_version);
  };
  if (version > schema_version)
    return {.kind = FailureKind::newer_file, .message = said("a later"), .hint = "use the later nowthen"};
  return {.kind = FailureKind::older_file,
          .message = said("an earlier"),
          .hint = "nowthen import FILE moves them forward; /dev/null will do"};
}

Outcome<void> migrate(Connection& connection, int from, int to, std::span<const Migration> steps) {
  std::vector<const Migration*> due;
  for (int version = from; version < to; ++version) {
    const auto step = std::find_if(steps.begin(), steps.end(),
                                   [version](const Migration& each) { return each.from == version; });
    if (step == steps.end()) return no_way_from(from);
    due.push_back(&*step);
  }
  auto transaction = connection.begin();
  if (!transaction) return transaction.error();
  if (auto dropped = drop_views(connection); !dropped) return dropped;
  for (const Migration* step : due)
    if (auto done = connection.execute(std::string(step->sql)); !done) return done.error();
  if (auto made = connection.execute(comments_ddl() + views_ddl()); !made) return made.error();
  if (auto put = put_version(connection, to); !put) return put;
  return transaction->commit();
}

// Without quotes: DuckDB 1.5 tells a view's types with them until its file is opened again, then without.
Outcome<std::map<std::string, std::string>> definitions_in(Connection& connection,
                                                           const std::string& database) {
  auto rows = connection.query(
      "SELECT 'table ' || table_name, string_agg(column_name || ' ' || data_type || CASE WHEN is_nullable "
      "THEN "
      "'' ELSE ' NOT NULL' END, ', ' ORDER BY column_index) FROM duckdb_columns() WHERE database_name = $1 "
      "AND NOT internal AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = $1) "
      "GROUP BY table_name UNION ALL SELECT 'view ' || view_name, replace(sql, '\"', '') FROM duckdb_views() "
      "WHERE "
      "database_name = $1 AND NOT internal",
      {database});
  if (!rows) return rows.error();
  std::map<std::string, std::string> found;
  for (;;) {
    auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return found;
    found.emplace(rows->get<std::string>(0).value_or(""), rows->get<std::string>(1).value_or(""));
  }
}

}  // namespace nowthen::warehouse
