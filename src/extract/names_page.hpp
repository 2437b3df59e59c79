#pragma once
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/entities.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// What some ids were called at an instant: a page of a listing of names.
struct NamesPage {
  EntityKind kind = EntityKind::queues;
  Instant as_of{};
  std::vector<std::string> records;  ///< See `name_record`.
};

/// What is kept of an entity: JSON with `id`, `name`, `state`, `division_id`, and `extra`, its other fields.
/// Of a user these are left out: addresses and numbers of a person that nothing here needs.
std::string name_record(EntityKind kind, const Entity& entity);

/// As the note of the page in the archive says it: `queues`, `users`, ...
std::string_view note_of(EntityKind kind) noexcept;
std::optional<EntityKind> entity_kind_noted(std::string_view note) noexcept;

/// Writes into the table of names what is new or reads otherwise, and ends what it read before, in the
/// transaction that is open. What was read first counts from 1970 on. Repeated it changes nothing.
warehouse::Outcome<void> list_names(warehouse::Connection& connection, const std::vector<NamesPage>& pages);

}  // namespace nowthen::extract
