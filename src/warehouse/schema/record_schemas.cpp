#include "warehouse/schema/record_schemas.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <tuple>

#include "warehouse/schema/record_tables.hpp"

namespace nowthen::warehouse {
namespace {

template <class... Entry>
constexpr std::size_t column_count(const std::tuple<Entry...>&) {
  return (std::size_t{0} + ... + (IsColumn<Entry> ? 1 : 0));
}

template <class List, std::size_t size>
constexpr void add_columns(const List& list, std::array<Column, size>& columns, std::size_t& at) {
  const auto add = [&](const auto& entry) {
    if constexpr (IsColumn<std::remove_cvref_t<decltype(entry)>>) columns[at++] = entry.column;
  };
  std::apply([&](const auto&... entry) { (add(entry), ...); }, list);
}

template <class Part>
constexpr std::size_t size_of_row = column_count(TableOf<Part>::keys) + column_count(TableOf<Part>::carries) +
                                    column_count(Columns<Part>::list) +
                                    (std::same_as<Part, ConversationDetail>
                                         ? column_count(Columns<RecordMeta>::list)
                                         : 0);

template <class Part>
constexpr std::array<Column, size_of_row<Part>> row_columns() {
  std::array<Column, size_of_row<Part>> columns;
  std::size_t at = 0;
  add_columns(TableOf<Part>::keys, columns, at);
  add_columns(TableOf<Part>::carries, columns, at);
  add_columns(Columns<Part>::list, columns, at);
  if constexpr (std::same_as<Part, ConversationDetail>) add_columns(Columns<RecordMeta>::list, columns, at);
  return columns;
}

template <class Part>
constexpr std::array<Column, size_of_row<Part>> columns_of = row_columns<Part>();

template <class Part>
constexpr TableSchema schema_of() {
  using Table = TableOf<Part>;
  return {.id = Table::id,
          .kind = TableKind::record,
          .name = Table::name,
          .about = Table::about,
          .key_count = column_count(Table::keys),
          .columns = columns_of<Part>};
}

constexpr std::array schemas{schema_of<ConversationDetail>(),
                             schema_of<ParticipantDetail>(),
                             schema_of<NamedText>(),
                             schema_of<Session>(),
                             schema_of<Segment>(),
                             schema_of<SessionMetric>(),
                             schema_of<MediaEndpointStat>(),
                             schema_of<Flow>(),
                             schema_of<FlowOutcome>(),
                             schema_of<Evaluation>(),
                             schema_of<Survey>(),
                             schema_of<Resolution>()};

}  // namespace

std::span<const TableSchema> record_schemas() { return schemas; }

}  // namespace nowthen::warehouse
