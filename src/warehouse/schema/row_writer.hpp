#pragma once
#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "warehouse/schema/json_text.hpp"
#include "warehouse/schema/record_tables.hpp"
#include "warehouse/schema/text_list.hpp"

namespace nowthen::warehouse {

/// Takes rows cell by cell, in the order of the table's columns: `begin_row`, one call for each column,
/// `end_row`. Views live until the call returns. JSON comes as text.
template <class Sink>
concept RowSink = requires(Sink& sink) {
  sink.begin_row(TableId::conversation);
  sink.null();
  sink.text(std::string_view());
  sink.bigint(std::int64_t());
  sink.real(double());
  sink.boolean(bool());
  sink.timestamp(Instant());
  sink.text_list(std::declval<const TextList&>());
  sink.bigint_list(std::span<const std::int64_t>());
  sink.end_row();
};

namespace detail {

/// Writes the rows of one record. No call is virtual, and nothing is allocated but the text of JSON columns.
template <RowSink Sink>
class RowWriter {
 public:
  explicit RowWriter(Sink& sink) : sink_(sink) {}

  /// The row of `part`, then those of the parts in it.
  template <class Part>
  void write(const Place& place, const Part& part) {
    sink_.begin_row(TableOf<Part>::id);
    cells(TableOf<Part>::keys, place, part);
    cells(TableOf<Part>::carries, place, part);
    cells(Columns<Part>::list, place, part);
    if constexpr (std::same_as<Part, ConversationDetail>)
      cells(Columns<RecordMeta>::list, place, *place.meta);
    sink_.end_row();
    std::apply([&](const auto&... entry) { (children(entry, place, part), ...); }, Columns<Part>::list);
  }

 private:
  template <class List, class Part>
  void cells(const List& list, const Place& place, const Part& part) {
    std::apply([&](const auto&... entry) { (cell(entry, place, part), ...); }, list);
  }

  template <class Value, class Part>
  void cell(const PlaceColumn<Value>& entry, const Place& place, const Part&) {
    append(entry.of(place));
  }
  template <class Part, class Value>
  void cell(const DerivedColumn<Part, Value>& entry, const Place&, const Part& part) {
    append(entry.of(part));
  }
  template <class Part, class Member>
  void cell(const MemberColumn<Part, Member>& entry, const Place&, const Part& part) {
    append(part.*entry.member);
  }
  template <class Part>
  void cell(const MemberColumn<Part, std::string, EmptyText::is_kept>& entry, const Place&,
            const Part& part) {
    sink_.text(part.*entry.member);
  }
  template <class Part, class Member>
  void cell(const ChildRows<Part, Member>&, const Place&, const Part&) {}
  template <class Part, class Member>
  void cell(const InKey<Part, Member>&, const Place&, const Part&) {}

  void append(std::string_view text) { text.empty() ? sink_.null() : sink_.text(text); }
  void append(const std::string& text) { append(std::string_view(text)); }
  void append(std::int64_t number) { sink_.bigint(number); }
  template <class Tag>
  void append(const Id<Tag>& id) {
    append(std::string_view(id.str()));
  }
  void append(const std::optional<std::string>& text) { text ? sink_.text(*text) : sink_.null(); }
  void append(const std::optional<std::int64_t>& number) { number ? sink_.bigint(*number) : sink_.null(); }
  void append(const std::optional<double>& number) { number ? sink_.real(*number) : sink_.null(); }
  void append(const std::optional<bool>& flag) { flag ? sink_.boolean(*flag) : sink_.null(); }
  void append(const std::optional<Instant>& instant) { instant ? sink_.timestamp(*instant) : sink_.null(); }
  void append(const std::vector<std::int64_t>& list) {
    list.empty() ? sink_.null() : sink_.bigint_list(list);
  }
  template <class Value>
  void append(const std::vector<Value>& list) {
    if (list.empty()) return sink_.null();
    if constexpr (column_type<std::vector<Value>> == ColumnType::text_list) {
      sink_.text_list(TextList(list));
    } else {
      json_.clear();
      append_json(json_, list);
      sink_.text(json_);
    }
  }

  template <class Entry, class Part>
  void children(const Entry&, const Place&, const Part&) {}
  template <class Part, class Child>
  void children(const ChildRows<Part, std::vector<Child>>& entry, const Place& place, const Part& part) {
    std::int64_t index = 0;
    for (const Child& child : part.*entry.member) write(inside(place, child, index++), child);
  }
  template <class Part, class Child>
  void children(const ChildRows<Part, std::optional<Child>>& entry, const Place& place, const Part& part) {
    if (const auto& child = part.*entry.member) write(inside(place, *child, 0), *child);
  }

  Sink& sink_;
  std::string json_;
};

}  // namespace detail

/// Gives the rows of one record to `sink`: its conversation's first, each part's before those of the parts in
/// it, lists in their order.
template <RowSink Sink>
void write_rows(const ConversationDetail& record, const RecordMeta& meta, Sink& sink) {
  Place place;
  place.conversation = &record;
  place.meta = &meta;
  detail::RowWriter<Sink>(sink).write(place, record);
}

}  // namespace nowthen::warehouse
