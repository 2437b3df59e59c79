#pragma once
#include <string>

#include "warehouse/warehouse.hpp"

namespace nowthen::warehouse {

/// Copies all rows of the tables in file `from` into a new file, `to`, which then has nothing that was
/// deleted from the old one. `options` are those of the new file, its path apart.
///
/// `from` must be closed, by this process too, and of the present version; it is only read. Blocks. Fails as
/// statements do, with `other` where the two differ afterwards; what there is of `to` is the caller's to
/// remove.
Outcome<void> rewrite(const Library& library, const std::string& from, const std::string& to,
                      WarehouseOptions options = {});

}  // namespace nowthen::warehouse
