#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>
#include <variant>

#include "access/answer.hpp"
#include "access/caller.hpp"
#include "cli/context.hpp"
#include "cli/data_owner.hpp"
#include "extract/data_folder.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::cli {

/// The folder with the data of the profile in use: `PROFILE` below the home of data, `default` where there is
/// no profile. Fails with `local` where no home is known.
Result<std::string> data_path(const Settings& settings);

/// The data of the profile in use, opened for reading beside others that read.
struct OpenedData {
  extract::DataFolder folder;
  warehouse::Warehouse tables;
};

/// The data as it can be had: opened, or through the process that owns it.
using ReachedData = std::variant<OpenedData, access::Caller>;

/// Waits for some seconds where neither is to be had, such as between an owner's last breath and its lock's.
/// Fails with `not_found` where there is no data yet, with `local` where its owner answers nobody, where
/// DuckDB cannot be loaded, or where the tables cannot be read. `purpose`: the command's name.
Result<ReachedData> reach_data(const Context& context, const std::string& purpose);

/// The data of the profile in use, for questions.
struct ReadAccess {
  std::string archive;  ///< The folder of the archive, which is read without asking anybody.
  std::unique_ptr<access::Tables> tables;  ///< Its days are those of the time zone in use.
};

/// Fails as `reach_data` does. An owner that ends before it has answered a question is no failure: the data
/// is reached anew. `context` must outlive what it gives.
Result<ReadAccess> open_for_reading(const Context& context, const std::string& purpose);

/// The data of the profile in use, opened for reading by this process, beside others that read. Fails as
/// `reach_data` does, and with `local` where another process owns it.
Result<OpenedData> open_alone(const Context& context, const std::string& purpose);

/// The data of the profile in use, owned by this process, which nobody can ask meanwhile. What opening had to
/// mend is told on standard error. Waits for some seconds where others just read it; fails with `local` where
/// another process owns it.
Result<extract::DataSet> open_for_writing(Context& context, const std::string& purpose);

/// The data of the profile in use, owned by this process, and others may ask it meanwhile; or, where another
/// process owns it, that.
Result<std::variant<OwnedData, access::Caller>> own_or_reach(Context& context, const std::string& purpose);

/// What an erasure needs from outside: exports are cleaned where they lie. Fails with `local` where DuckDB
/// cannot be loaded. `context` must outlive it.
Result<extract::ErasureTools> erasure_tools(const Context& context);

}  // namespace nowthen::cli
