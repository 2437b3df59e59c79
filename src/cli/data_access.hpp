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

/// Fails with `not_found` where there never was any data of the profile in use.
Result<void> require_data(const Context& context);

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
/// is reached anew; one that ends between two questions is `transient`, for all answers are of one state.
/// `context` must outlive what it gives.
Result<ReadAccess> open_for_reading(const Context& context, const std::string& purpose);

/// The data of the profile in use, owned by this process, and others may ask it meanwhile, for what `offer`
/// says, too; or, where another process owns it, that. What opening had to mend is told on standard error.
/// Waits for some seconds where others just read it. `context` must outlive it.
Result<std::variant<std::unique_ptr<OwnedData>, access::Caller>> own_or_reach(Context& context,
                                                                              const std::string& purpose,
                                                                              const OwnedData::Offer& offer);

}  // namespace nowthen::cli
