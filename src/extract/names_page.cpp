#include "extract/names_page.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace nowthen::extract {
namespace {

namespace json = boost::json;
using warehouse::Connection;
using warehouse::Outcome;

/// Where the names of a kind are kept.
struct NamesTable {
  EntityKind kind;
  std::string_view note;
  std::string_view table;
  std::string_view id;
  bool has_division = true;
};
constexpr std::array<NamesTable, 5> tables{
    {{EntityKind::queues, "queues", "queue", "queue_id"},
     {EntityKind::users, "users", "user", "user_id"},
     {EntityKind::wrapup_codes, "wrapup_codes", "wrapup_code", "wrapup_code_id"},
     {EntityKind::skills, "skills", "skill", "skill_id"},
     {EntityKind::divisions, "divisions", "division", "division_id", false}}};

const NamesTable& table_of(EntityKind kind) {
  for (const NamesTable& each : tables)
    if (each.kind == kind) return each;
  return tables.front();
}

std::string joined(const std::vector<std::string>& records) {
  std::string list = "[";
  for (const auto& record : records) list += (list.size() > 1 ? "," : "") + record;
  return list + "]";
}

constexpr std::string_view incoming =
    "CREATE OR REPLACE TEMP TABLE names_in AS SELECT DISTINCT ON (id) * FROM (SELECT e->>'id' AS id, "
    "e->>'name' AS name, "
    "e->>'state' AS state, e->>'division_id' AS division_id, CAST(e->'extra' AS VARCHAR) AS extra FROM "
    "(SELECT "
    "unnest(CAST(CAST(? AS JSON) AS JSON[])) AS e)) WHERE id IS NOT NULL";

Outcome<void> write(Connection& connection, const NamesPage& page) {
  const NamesTable& to = table_of(page.kind);
  const std::string records = joined(page.records);
  if (auto done = connection.execute(std::string(incoming), {records}); !done) return done.error();
  const auto same_division = to.has_division ? " AND t.division_id IS NOT DISTINCT FROM n.division_id" : "";
  const auto ended = fmt::format(
      "UPDATE \"{0}\" t SET valid_to = ? FROM names_in n WHERE t.{1} = n.id AND t.valid_to IS NULL AND "
      "t.valid_from < ? "
      "AND NOT (t.name IS NOT DISTINCT FROM n.name AND t.state IS NOT DISTINCT FROM n.state{2})",
      to.table, to.id, same_division);
  if (auto done = connection.execute(ended, {page.as_of, page.as_of}); !done) return done.error();
  const auto added = fmt::format(
      "INSERT INTO \"{0}\" BY NAME SELECT n.id AS {1}, CASE WHEN EXISTS (SELECT 1 FROM \"{0}\" t WHERE t.{1} "
      "= n.id) THEN "
      "? ELSE TIMESTAMPTZ '1970-01-01 00:00:00+00' END AS valid_from, CAST(NULL AS TIMESTAMPTZ) AS valid_to, "
      "n.name AS "
      "name, n.state AS state{2}, n.extra AS extra FROM names_in n WHERE NOT EXISTS (SELECT 1 FROM \"{0}\" t "
      "WHERE t.{1} "
      "= n.id AND t.valid_to IS NULL)",
      to.table, to.id, to.has_division ? ", n.division_id AS division_id" : "");
  if (auto done = connection.execute(added, {page.as_of}); !done) return done.error();
  if (auto done = connection.execute("DROP TABLE names_in"); !done) return done.error();
  return boost::system::in_place_value;
}

}  // namespace

std::string_view note_of(EntityKind kind) noexcept { return table_of(kind).note; }

std::optional<EntityKind> entity_kind_noted(std::string_view note) noexcept {
  for (const NamesTable& each : tables)
    if (each.note == note) return each.kind;
  return std::nullopt;
}

std::string name_record(EntityKind kind, const Entity& entity) {
  json::object record{{"id", entity.id}};
  if (!entity.name.empty()) record["name"] = entity.name;
  if (!entity.state.empty()) record["state"] = entity.state;
  if (entity.division) record["division_id"] = entity.division->id;
  boost::system::error_code code;
  if (kind != EntityKind::users && !entity.extra.empty()) {
    json::value extra = json::parse(entity.extra, code);
    if (!code) record["extra"] = std::move(extra);
  }
  return json::serialize(record);
}

warehouse::Outcome<void> list_names(Connection& connection, const std::vector<NamesPage>& pages) {
  for (const NamesPage& page : pages)
    if (auto done = write(connection, page); !done) return done;
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
