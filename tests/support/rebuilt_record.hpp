#pragma once
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "support/collected_rows.hpp"

namespace nowthen::testing {

/// Makes a record from its rows: the way back, to see that they lost nothing.
class RebuiltRecord {
 public:
  static ConversationDetail of(const CollectedRows& rows) {
    const CollectedRow& row = rows[warehouse::TableId::conversation].at(0);
    auto record = RebuiltRecord(rows).part<ConversationDetail>(row);
    record.conversation_id = ConversationId(std::get<std::string>(row["conversation_id"]));
    return record;
  }

 private:
  explicit RebuiltRecord(const CollectedRows& rows) : rows_(rows) {}

  template <class Part>
  Part part(const CollectedRow& row) {
    Part out;
    std::apply([&](const auto&... entry) { (take(entry, row, out), ...); }, warehouse::Columns<Part>::list);
    return out;
  }

  template <class Part, class Value>
  void take(const warehouse::DerivedColumn<Part, Value>&, const CollectedRow&, Part&) {}
  template <class Part, class Member>
  void take(const warehouse::InKey<Part, Member>&, const CollectedRow&, Part&) {}
  template <class Part, class Member, warehouse::EmptyText empty>
  void take(const warehouse::MemberColumn<Part, Member, empty>& entry, const CollectedRow& row, Part& out) {
    const Cell& cell = row[entry.column.name];
    if (!std::holds_alternative<std::monostate>(cell)) set(out.*entry.member, cell);
  }
  template <class Part, class Child>
  void take(const warehouse::ChildRows<Part, std::vector<Child>>& entry, const CollectedRow& row, Part& out) {
    for_each_inside<Child>(row, [&](const CollectedRow& inner) {
      EXPECT_EQ(inner.positions().back(), static_cast<std::int64_t>((out.*entry.member).size()));
      (out.*entry.member).push_back(part<Child>(inner));
    });
  }
  template <class Part, class Child>
  void take(const warehouse::ChildRows<Part, std::optional<Child>>& entry, const CollectedRow& row,
            Part& out) {
    for_each_inside<Child>(row, [&](const CollectedRow& inner) { out.*entry.member = part<Child>(inner); });
  }

  template <class Child, class OnRow>
  void for_each_inside(const CollectedRow& row, OnRow on_row) {
    const auto outer = row.positions();
    for (const CollectedRow& inner : rows_[warehouse::TableOf<Child>::id]) {
      auto positions = inner.positions();
      positions.resize(outer.size());
      if (positions == outer) on_row(inner);
    }
  }

  static void set(std::string& text, const Cell& cell) { text = std::get<std::string>(cell); }
  static void set(std::optional<std::string>& text, const Cell& cell) { text = std::get<std::string>(cell); }
  template <class Tag>
  static void set(Id<Tag>& id, const Cell& cell) {
    id = Id<Tag>(std::get<std::string>(cell));
  }
  template <class Value>
  static void set(std::optional<Value>& value, const Cell& cell) {
    value = std::get<Value>(cell);
  }
  static void set(std::vector<std::string>& list, const Cell& cell) {
    list = std::get<std::vector<std::string>>(cell);
  }
  static void set(std::vector<std::int64_t>& list, const Cell& cell) {
    list = std::get<std::vector<std::int64_t>>(cell);
  }
  template <class Tag>
  static void set(std::vector<Id<Tag>>& list, const Cell& cell) {
    for (const auto& id : std::get<std::vector<std::string>>(cell)) list.emplace_back(id);
  }
  template <class Part>
  static void set(std::vector<Part>& list, const Cell& cell) {
    const boost::json::value json = boost::json::parse(std::get<std::string>(cell));
    for (const auto& element : json.as_array()) {
      Part& part = list.emplace_back();
      std::apply([&](const auto&... entry) { (take_json(entry, element.as_object(), part), ...); },
                 warehouse::Columns<Part>::list);
    }
  }

  template <class Part, class Member>
  static void take_json(const warehouse::MemberColumn<Part, Member>& entry, const boost::json::object& json,
                        Part& out) {
    const auto* value = json.if_contains(entry.column.name);
    if (value == nullptr) return;
    if constexpr (std::is_same_v<Member, std::string>) {
      out.*entry.member =
          value->is_string() ? std::string(value->as_string()) : boost::json::serialize(*value);
    } else {
      out.*entry.member = value->as_int64();
    }
  }

  const CollectedRows& rows_;
};

}  // namespace nowthen::testing
