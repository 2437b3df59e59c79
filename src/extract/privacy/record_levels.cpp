#include "extract/privacy/record_levels.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "warehouse/schema/record_tables.hpp"

namespace nowthen::extract {
namespace {

using genesys::platform::FieldOf;
using genesys::platform::Fields;
using warehouse::TableOf;

/// The field of JSON that a member is read from; empty where it is none.
template <class Struct, class Member>
std::string_view key_of(Member Struct::*member) {
  std::string_view key;
  const auto look = [&](const auto& field) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, FieldOf<Struct, Member>>)
      if (field.place == member) key = field.name;
  };
  std::apply([&](const auto&... field) { (look(field), ...); }, Fields<Struct>::list);
  return key;
}

template <class Struct, class Member, warehouse::EmptyText empty>
void add(const warehouse::MemberColumn<Struct, Member, empty>& entry, RecordLevel& level) {
  if (entry.column.name == "extra") {
    level.has_extra = true;
  } else {
    level.fields.push_back({entry.column.name, key_of(entry.member), entry.column.type});
  }
}

template <class Struct, class Member>
void add(const warehouse::InKey<Struct, Member>& entry, RecordLevel& level) {
  level.fields.push_back({entry.name, key_of(entry.member), warehouse::ColumnType::text});
}

template <class Struct, class Member>
void add(const warehouse::ChildRows<Struct, Member>& entry, RecordLevel& level) {
  level.children.push_back({key_of(entry.member), TableOf<typename Member::value_type>::id});
}

template <class Struct, class Value>
void add(const warehouse::DerivedColumn<Struct, Value>&, RecordLevel&) {}

template <class Struct>
RecordLevel level_of() {
  RecordLevel level{.table = TableOf<Struct>::id, .fields = {}, .children = {}};
  std::apply([&](const auto&... entry) { (add(entry, level), ...); }, warehouse::Columns<Struct>::list);
  return level;
}

std::vector<RecordLevel> all_levels() {
  std::vector<RecordLevel> levels;
  levels.push_back(level_of<ConversationDetail>());
  levels.push_back(level_of<ParticipantDetail>());
  levels.push_back(level_of<Session>());
  levels.push_back(level_of<Segment>());
  levels.push_back(level_of<SessionMetric>());
  levels.push_back(level_of<MediaEndpointStat>());
  levels.push_back(level_of<Flow>());
  levels.push_back(level_of<FlowOutcome>());
  levels.push_back(level_of<Evaluation>());
  levels.push_back(level_of<Survey>());
  levels.push_back(level_of<Resolution>());
  return levels;
}

}  // namespace

std::span<const RecordLevel> record_levels() {
  static const std::vector<RecordLevel> levels = all_levels();
  return levels;
}

const RecordLevel* find_level(warehouse::TableId table) {
  const auto levels = record_levels();
  const auto found = std::find_if(levels.begin(), levels.end(),
                                  [&](const RecordLevel& level) { return level.table == table; });
  return found == levels.end() ? nullptr : &*found;
}

}  // namespace nowthen::extract
