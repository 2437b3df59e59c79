#pragma once
#include <nowthen/core/result.hpp>
#include <string>

#include "cli/context.hpp"
#include "extract/data_folder.hpp"
#include "extract/data_set.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::cli {

/// The folder with the data of the profile in use: `PROFILE` below the home of data, `default` where there is
/// no profile. Fails with `local` where no home is known.
Result<std::string> data_path(const Settings& settings);

/// The data of the profile in use, for reading beside others that read.
struct ReadAccess {
  extract::DataFolder folder;
  warehouse::Warehouse tables;
};

/// Fails with `not_found` where there is no data yet, with `local` where it is being written to, where
/// DuckDB cannot be loaded, or where the tables cannot be read. `purpose`: the command's name.
Result<ReadAccess> open_for_reading(const Context& context, const std::string& purpose);

/// The data of the profile in use, for writing alone. What opening had to mend is told on standard error.
Result<extract::DataSet> open_for_writing(Context& context, const std::string& purpose);

/// What an erasure needs from outside: exports are cleaned where they lie. Fails with `local` where DuckDB
/// cannot be loaded. `context` must outlive it.
Result<extract::ErasureTools> erasure_tools(const Context& context);

}  // namespace nowthen::cli
