#pragma once
#include <nowthen/core/result.hpp>

#include "cli/context.hpp"
#include "extract/data_set.hpp"

namespace nowthen::cli {

/// Whether what opening had to mend is told on standard error.
enum class Telling { all, nothing };

struct Opening {
  Telling telling = Telling::all;
  extract::Holder lender{};  ///< Who has lent the folder; process 0: it is this process's own.
};

/// The data set in a folder that this process may write in, under the settings and the policy in use. An
/// erasure that was interrupted is finished. Fails with `local` and `cancelled`.
Result<extract::DataSet> open_data_set(const Context& context, extract::DataFolder folder,
                                       const Opening& opening = {});

/// What an erasure needs from outside: exports are cleaned where they lie. Fails with `local` where DuckDB
/// cannot be loaded. `context` must outlive it. `lender`: who has lent the folder.
Result<extract::ErasureTools> erasure_tools(const Context& context, const extract::Holder& lender);

}  // namespace nowthen::cli
