#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "warehouse/schema/column.hpp"
#include "warehouse/schema/place.hpp"

namespace nowthen::warehouse {

/// The columns of a model type: a tuple `list` of the kinds of column below, in their order. Every member of
/// the type is in it once.
template <class Struct>
struct Columns;

/// The table whose rows are of this model type; see record_tables.hpp.
template <class Struct>
struct TableOf;

/// The column type that a member's type asks for. Lists of structs become JSON.
template <class Member>
inline constexpr ColumnType column_type = ColumnType::json;
template <>
inline constexpr ColumnType column_type<std::string> = ColumnType::text;
template <>
inline constexpr ColumnType column_type<std::optional<std::string>> = ColumnType::text;
template <class Tag>
inline constexpr ColumnType column_type<Id<Tag>> = ColumnType::text;
template <>
inline constexpr ColumnType column_type<std::optional<std::int64_t>> = ColumnType::bigint;
template <>
inline constexpr ColumnType column_type<std::optional<double>> = ColumnType::real;
template <>
inline constexpr ColumnType column_type<std::optional<bool>> = ColumnType::boolean;
template <>
inline constexpr ColumnType column_type<std::optional<Instant>> = ColumnType::timestamp;
template <>
inline constexpr ColumnType column_type<std::vector<std::string>> = ColumnType::text_list;
template <class Tag>
inline constexpr ColumnType column_type<std::vector<Id<Tag>>> = ColumnType::text_list;
template <>
inline constexpr ColumnType column_type<std::vector<std::int64_t>> = ColumnType::bigint_list;
template <>
inline constexpr ColumnType column_type<std::string_view> = ColumnType::text;
template <>
inline constexpr ColumnType column_type<std::int64_t> = ColumnType::bigint;

/// What empty text becomes. Where a record said that a text is empty, its `extra` says so.
enum class EmptyText : bool { is_null, is_kept };

/// A column that is a member.
template <class Struct, class Member, EmptyText empty = EmptyText::is_null>
struct MemberColumn {
  Column column;
  Member Struct::*member;
};

/// A column that follows from the members.
template <class Struct, class Value>
struct DerivedColumn {
  Column column;
  Value (*of)(const Struct&);
};

/// A column that says where a part stands.
template <class Value>
struct PlaceColumn {
  Column column;
  Value (*of)(const Place&);
};

/// A member whose parts are rows of a table of their own.
template <class Struct, class Member>
struct ChildRows {
  std::string_view name;
  Member Struct::*member;
};

/// A member that a key column of the table has already.
template <class Struct, class Member>
struct InKey {
  std::string_view name;
  Member Struct::*member;
};

template <class Struct, class Member>
constexpr auto member(std::string_view name, Member Struct::*place, std::string_view about,
                      std::string_view unit = {}) {
  return MemberColumn<Struct, Member>{{name, column_type<Member>, about, unit}, place};
}

/// A text that is there even where it is empty.
template <class Struct>
constexpr auto kept_text(std::string_view name, std::string Struct::*place, std::string_view about) {
  return MemberColumn<Struct, std::string, EmptyText::is_kept>{{name, ColumnType::text, about, {}}, place};
}

/// What the other members cannot hold.
template <class Struct>
constexpr auto extra(std::string Struct::*place) {
  return MemberColumn<Struct, std::string>{
      {"extra",
       ColumnType::json,
       "fields that this version does not know, and known ones that came empty",
       {}},
      place};
}

template <class Struct, class Value>
constexpr auto derived(std::string_view name, Value (*of)(const Struct&), std::string_view about,
                       std::string_view unit = {}) {
  return DerivedColumn<Struct, Value>{{name, column_type<Value>, about, unit}, of};
}

template <class Value>
constexpr auto placed(std::string_view name, Value (*of)(const Place&), std::string_view about) {
  return PlaceColumn<Value>{{name, column_type<Value>, about, {}}, of};
}

template <class Struct, class Member>
constexpr auto rows(std::string_view name, Member Struct::*place) {
  return ChildRows<Struct, Member>{name, place};
}

template <class Struct, class Member>
constexpr auto in_key(std::string_view name, Member Struct::*place) {
  return InKey<Struct, Member>{name, place};
}

/// Whether an entry of a list is a column: parts with rows of their own and members in the key are none.
template <class Entry>
concept IsColumn = requires(const Entry& entry) {
  entry.column.name;
};

}  // namespace nowthen::warehouse
