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
  if (found_.empty()) return boost::system::in_place_value;
  if (!known_)
    if (auto loaded = load(connection); !loaded) return loaded;
  for (const UnknownField& field : found_) {
    if (known_->contains(field.name)) continue;
    const bool is_full = known_->size() >= most_unknown_fields;
    if (is_full && known_->contains(further_unknown_fields)) break;
    const std::string name = is_full ? further_unknown_fields : field.name;
    if (auto listed = list(connection, name, field.first_seen); !listed) return listed;
    known_->insert(name);
    new_.insert(name);
  }
  return boost::system::in_place_value;
}

warehouse::Outcome<void> FieldsSeen::load(warehouse::Connection& connection) {
  auto rows = connection.query("SELECT details->>'field' FROM incident WHERE kind = 'unknown_field'");
  if (!rows) return rows.error();
  std::set<std::string, std::less<>> known;
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) break;
    if (auto name = rows->get<std::string>(0)) known.insert(*std::move(name));
  }
  known_ = std::move(known);
  return boost::system::in_place_value;
}

warehouse::Outcome<void> FieldsSeen::list(warehouse::Connection& connection, const std::string& name,
                                          Instant first_seen) {
  const std::string message =
      name == further_unknown_fields
          ? fmt::format(
                "more than {} fields are not known to this program: all are kept in columns extra, "
                "and no more are listed",
                most_unknown_fields)
          : name + " is not known to this program: it is kept in column extra";
  const auto added = connection.execute(
      "INSERT INTO incident BY NAME SELECT (SELECT coalesce(max(incident_id), 0) + 1 FROM incident) AS "
      "incident_id, 'unknown_field' AS kind, $3 AS opened_at, $1 AS message, $2 AS details",
      {message, json::serialize(json::object{{"field", name}}), first_seen});
  if (!added) return added.error();
  return boost::system::in_place_value;
}

/// In how many records the fields of the last look came that are not listed, all together.
std::int64_t FieldsSeen::further_records() const {
  std::int64_t records = 0;
  for (const UnknownField& each : found_)
    if (known_ && !known_->contains(each.name)) records += each.records;
  return records;
}

FieldCounts FieldsSeen::take_new() const {
  FieldCounts found;
  for (const UnknownField& each : found_)
    if (new_.contains(each.name)) found[each.name] = each.records;
  if (const auto further = further_records(); further > 0 && new_.contains(further_unknown_fields))
    found[further_unknown_fields] = further;
  return found;
}

}  // namespace nowthen::extract
