#include "warehouse/rewrite.hpp"

#include <fmt/format.h>

#include "warehouse/schema/sql_literal.hpp"

namespace nowthen::warehouse {
namespace {

std::string asked(const std::function<std::string(const TableSchema&)>& what, const TableSchema& schema) {
  return what ? what(schema) : std::string();
}

Outcome<std::int64_t> count(Connection& connection, const std::string& from) {
  const auto found = connection.value<std::int64_t>("SELECT count(*) FROM " + from);
  if (!found) return found.error();
  return found->value_or(0);
}

/// Gives how many rows are left out.
Outcome<std::int64_t> copy_table(Connection& connection, const TableSchema& schema,
                                 const CopyChanges& changes) {
  if (auto gone = connection.execute(fmt::format("DELETE FROM {}", schema.name)); !gone) return gone.error();
  const std::string condition = asked(changes.left_out, schema);
  const std::string columns = asked(changes.columns, schema);
  const std::string from = fmt::format("old.{}", schema.name);
  const std::string is_out = condition.empty() ? "false" : fmt::format("coalesce({}, false)", condition);
  const auto copied =
      connection.execute(fmt::format("INSERT INTO {} BY NAME SELECT {} FROM {} WHERE NOT {}", schema.name,
                                     columns.empty() ? "*" : columns, from, is_out));
  if (!copied) return copied.error();
  const auto had = count(connection, from);
  if (!had) return had.error();
  const auto out = count(connection, fmt::format("{} WHERE {}", from, is_out));
  if (!out) return out.error();
  const auto there = count(connection, std::string(schema.name));
  if (!there) return there.error();
  if (*had == *copied + *out && *there == *copied) return *out;
  return Failure{.message = fmt::format("copying table {} gave another number of rows", schema.name)};
}

Outcome<std::int64_t> copy_all(Connection& connection, const CopyChanges& changes) {
  if (changes.stage)
    if (auto staged = changes.stage(connection); !staged) return staged.error();
  std::int64_t left_out = 0;
  for (const TableSchema& schema : tables()) {
    const auto copied = copy_table(connection, schema, changes);
    if (!copied) return copied;
    left_out += *copied;
  }
  return left_out;
}

}  // namespace

Outcome<std::int64_t> rewrite(const Library& library, const std::string& from, const std::string& to,
                              WarehouseOptions options, const CopyChanges& changes) {
  options.path = to;
  auto fresh = Warehouse::open(library, options);
  if (!fresh) return fresh.error();
  auto connection = fresh->connect();
  if (!connection) return connection.error();
  const auto run = [&](const std::string& sql) { return connection->execute(sql); };
  if (auto done = run("ATTACH " + sql_literal(from) + " AS old (READ_ONLY)"); !done) return done.error();
  const auto left_out = copy_all(*connection, changes);
  if (!left_out) return left_out;
  if (auto done = run("DETACH old"); !done) return done.error();
  if (auto done = run("CHECKPOINT"); !done) return done.error();
  return left_out;
}

}  // namespace nowthen::warehouse
