#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/core/result.hpp>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "archive/reader.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// Whether a conversation is to be erased, by its id.
using IsErased = std::function<bool(std::string_view conversation_id)>;

/// Where conversations are in an archive.
struct ArchivedTraces {
  std::vector<archive::Position>
      records;                   ///< All readings of them, and what is not understood and names one.
  std::set<std::string> found;   ///< Their ids.
  std::uint64_t unreadable = 0;  ///< Records and places that are damaged: whose they are cannot be told.
};

/// Looks through a whole archive, record by record. A record that is understood counts by its own id, not by
/// others that it mentions; one that is not counts where it names one. Erasures that were interrupted are
/// found, too. Blocks; fails with `local` and `cancelled`.
Result<ArchivedTraces> find_in_archive(const std::string& folder, const IsErased& is_erased,
                                       const std::stop_token& stop);

/// The ids of conversations in any of the tables that are to be erased. Fails as queries do.
Result<std::vector<std::string>> find_in_tables(warehouse::Warehouse& tables, const IsErased& is_erased,
                                                const std::stop_token& stop);

/// The incidents that name such a conversation, in their column or in their texts. Fails as queries do.
Result<std::vector<std::int64_t>> find_in_incidents(warehouse::Warehouse& tables, const IsErased& is_erased);

}  // namespace nowthen::extract
