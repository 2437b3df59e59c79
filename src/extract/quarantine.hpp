#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "archive/page.hpp"
#include "warehouse/duckdb/connection.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::extract {

/// A row of table `set_aside`: a record that could not be understood.
struct SetAsideRow {
  warehouse::ArchivePlace place;
  std::optional<Instant> at;
  archive::PageKind came_as{};
  std::string reason;
  std::int64_t size_bytes = 0;
};

/// The header of a page of quarantine for records of a page with this one: says what they came as.
archive::PageHeader quarantine_header(const archive::PageHeader& header);

/// What the records of such a page came as; nothing where it does not say so.
std::optional<archive::PageKind> came_as(const archive::PageHeader& header);

/// Writes the rows, in the transaction that is open.
warehouse::Outcome<void> list_set_aside(warehouse::Connection& connection,
                                        const std::vector<SetAsideRow>& rows);

}  // namespace nowthen::extract
