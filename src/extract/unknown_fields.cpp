#include "extract/unknown_fields.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <tuple>

#include "warehouse/schema/record_tables.hpp"

namespace nowthen::extract {
namespace {

namespace json = boost::json;
using warehouse::ChildRows;
using warehouse::Columns;
using warehouse::TableOf;

bool is_empty(const json::value& value) {
  if (value.is_null()) return true;
  if (const auto* text = value.if_string()) return text->empty();
  if (const auto* list = value.if_array()) return list->empty();
  const auto* object = value.if_object();
  return object != nullptr && object->empty();
}

/// Collects the names of one record's unknown fields.
class Names {
 public:
  explicit Names(std::set<std::string>& names) : names_(names) {}

  template <class Part>
  void look_at(const Part& part) {
    if constexpr (requires { part.extra; })
      if (!part.extra.empty()) take(TableOf<Part>::name, part.extra);
    std::apply([&](const auto&... entry) { (look_into(entry, part), ...); }, Columns<Part>::list);
  }

 private:
  template <class Entry, class Part>
  void look_into(const Entry&, const Part&) {}
  template <class Part, class Child>
  void look_into(const ChildRows<Part, std::vector<Child>>& entry, const Part& part) {
    for (const Child& child : part.*entry.member) look_at(child);
  }
  template <class Part, class Child>
  void look_into(const ChildRows<Part, std::optional<Child>>& entry, const Part& part) {
    if (const auto& child = part.*entry.member) look_at(*child);
  }

  void take(std::string_view table, const std::string& extra) {
    boost::system::error_code code;
    const json::value value = json::parse(extra, code);
    if (code || !value.is_object()) return;
    for (const auto& field : value.get_object())
      if (!is_empty(field.value()))
        names_.insert(fmt::format("{}.{}", table, std::string_view(field.key().data(), field.key().size())));
  }

  std::set<std::string>& names_;
};

}  // namespace

void add_counts(FieldCounts& all, const FieldCounts& more) {
  for (const auto& [name, records] : more) all[name] += records;
}

std::vector<UnknownField> unknown_fields(std::span<const warehouse::Reading> readings) {
  std::vector<UnknownField> found;
  std::map<std::string, std::size_t> places;
  std::set<std::string> names;
  for (const warehouse::Reading& reading : readings) {
    names.clear();
    Names(names).look_at(reading.detail);
    for (const std::string& name : names) {
      const auto [place, is_first] = places.try_emplace(name, found.size());
      if (is_first) found.push_back({.name = name, .first_seen = reading.key.as_of});
      ++found[place->second].records;
    }
  }
  return found;
}

warehouse::Outcome<void> FieldsSeen::remember(warehouse::Connection& connection) {
  for (const auto& [name, first_seen, records] : found_) {
    if (new_.contains(name)) continue;
    const std::string details = json::serialize(json::object{{"field", name}});
    auto added = connection.execute(
        "INSERT INTO incident BY NAME SELECT (SELECT coalesce(max(incident_id), 0) + 1 FROM incident) AS "
        "incident_id, 'unknown_field' AS kind, $3 AS opened_at, $1 AS message, $2 AS details WHERE NOT "
        "EXISTS "
        "(SELECT 1 FROM incident WHERE kind = 'unknown_field' AND details = $2)",
        {name + " is not known to this program: it is kept in column extra", details, first_seen});
    if (!added) return added.error();
    if (*added > 0) new_.insert(name);
  }
  return boost::system::in_place_value;
}

FieldCounts FieldsSeen::take_new() const {
  FieldCounts found;
  for (const UnknownField& each : found_)
    if (new_.contains(each.name)) found[each.name] = each.records;
  return found;
}

}  // namespace nowthen::extract
