#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "simulator/platform/facts.hpp"
#include "simulator/platform/text_pool.hpp"
#include "simulator/world/uuid.hpp"

namespace nowthen::sim {

/// Writes fields into a conversation's facts, and keeps the texts that have to be made up for them.
class FactPen {
 public:
  FactPen(ConversationFacts& facts, TextPool& pool) : facts_(facts), pool_(pool) {}

  /// A field of text; `value` must stay. Left out when empty.
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) facts_.field_pool.push_back({name, value, false});
  }
  /// A field of JSON; `value` must stay.
  void json(std::string_view name, std::string_view value) {
    facts_.field_pool.push_back({name, value, true});
  }
  void uuid(std::string_view name, Uuid value) { text(name, keep(value)); }
  void instant(std::string_view name, Instant value);
  void integer(std::string_view name, std::int64_t value);

  std::string_view keep(Uuid uuid) {
    char* const place = pool_.reserve(36);
    write_text(uuid, place);
    return pool_.commit(place, 36);
  }
  /// The parts one after the other.
  std::string_view keep(std::initializer_list<std::string_view> parts);

  /// Where fields written from now on begin, and the range of those written since.
  std::size_t here() const { return facts_.field_pool.size(); }
  FactRange since(std::size_t first) const {
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(here() - first)};
  }

 private:
  ConversationFacts& facts_;
  TextPool& pool_;
};

}  // namespace nowthen::sim
