#include "warehouse/rewrite.hpp"

#include <fmt/format.h>

namespace nowthen::warehouse {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char letter : text) out.append(letter == '\'' ? 2 : 1, letter);
  return out + "'";
}

Outcome<void> copy_table(Connection& connection, std::string_view table) {
  if (auto gone = connection.execute(fmt::format("DELETE FROM {}", table)); !gone) return gone.error();
  auto copied = connection.execute(fmt::format("INSERT INTO {0} BY NAME SELECT * FROM old.{0}", table));
  if (!copied) return copied.error();
  const auto there = connection.value<std::int64_t>(fmt::format("SELECT count(*) FROM old.{}", table));
  if (!there) return there.error();
  if (there->value_or(-1) == *copied) return boost::system::in_place_value;
  return Failure{.message = fmt::format("copying table {} gave another number of rows", table)};
}

}  // namespace

Outcome<void> rewrite(const Library& library, const std::string& from, const std::string& to,
                      WarehouseOptions options) {
  options.path = to;
  auto fresh = Warehouse::open(library, options);
  if (!fresh) return fresh.error();
  auto connection = fresh->connect();
  if (!connection) return connection.error();
  const auto run = [&](const std::string& sql) { return connection->execute(sql); };
  if (auto done = run("ATTACH " + quoted(from) + " AS old (READ_ONLY)"); !done) return done.error();
  for (const TableSchema& schema : tables())
    if (auto copied = copy_table(*connection, schema.name); !copied) return copied;
  if (auto done = run("DETACH old"); !done) return done.error();
  if (auto done = run("CHECKPOINT"); !done) return done.error();
  return boost::system::in_place_value;
}

}  // namespace nowthen::warehouse
