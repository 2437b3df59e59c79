#pragma once
#include <nowthen/core/result.hpp>
#include <string_view>

#include "archive/page.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// The last page of the archive that a warehouse has, as it remembers it; number 0 where it has none. Fails
/// with `corrupt`, too, where what it remembers is none.
warehouse::Outcome<archive::Head> archive_end(warehouse::Warehouse& warehouse);

/// The same from the text that it is remembered as. Fails with `local` where it is none.
Result<archive::Head> parsed_archive_end(std::string_view text);

/// Lets it remember another one, in the transaction that is open.
warehouse::Outcome<void> put_archive_end(warehouse::Connection& connection, const archive::Head& head);

}  // namespace nowthen::extract
