#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>

#include "access/caller.hpp"
#include "cli/context.hpp"
#include "cli/lend_request.hpp"
#include "extract/data_folder.hpp"
#include "extract/data_set.hpp"

namespace nowthen::cli {

/// The folder of the profile in use, in which nobody else changes anything while this lives.
struct FolderAlone {
  std::unique_ptr<access::Reply> owner;  ///< Who has lent it, and gets it back when this goes; null: nobody.
  extract::DataFolder folder;            ///< The first to go.
  extract::Holder lender{};              ///< Who that is.
  bool is_lent() const noexcept { return owner != nullptr; }
};

/// For reading files, beside others that read; its owner, if there is one, holds still meanwhile and has the
/// tables open. Waits for as long as an owner is busy with a page, and some seconds for who does not answer.
/// Fails with `not_found` where there is no data, with `local` and `cancelled`.
Result<FolderAlone> take_still(const Context& context, const std::string& purpose);

/// The data of the profile in use, for this process alone to write.
struct DataAlone {
  std::unique_ptr<access::Reply> owner;  ///< As above.
  extract::DataSet data;
  extract::Holder lender{};  ///< As above.
};

/// As `own_or_reach`, but that nobody can ask meanwhile, and that an owner is asked to lend it.
Result<DataAlone> open_for_writing(const Context& context, const std::string& purpose);

}  // namespace nowthen::cli
