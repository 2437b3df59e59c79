#include "cli/data_alone.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <utility>
#include <variant>

#include "cli/data_access.hpp"
#include "cli/open_data_set.hpp"
#include "cli/taking.hpp"

namespace nowthen::cli {
namespace {

using extract::DataFolder;
using extract::Holder;
using extract::Use;

/// The line that says so may be long in coming: a page is merged first, and readers are sent away.
Result<std::unique_ptr<access::Reply>> ask_to_lend(access::Caller& owner, const LendRequest& request,
                                                   const Context& context) {
  auto reply = owner.call(lend_target, lend_request_text(request), context.stop);
  if (!reply) return reply.error();
  const auto line = (*reply)->next();
  if (!line) return line.error();
  if (*line && is_lent(**line)) return *std::move(reply);
  return Error{.kind = ErrorKind::transient, .message = "the process that has the data does not lend it"};
}

/// Nothing: another look may find something else.
Result<std::optional<FolderAlone>> borrow(const Context& context, const Taking& taking, const Holder& holder,
                                          Lent lent) {
  auto owner = reach_owner(context, taking.path(), holder);
  if (!owner && is_passing(owner.error())) return std::optional<FolderAlone>();
  if (!owner) return owner.error();
  auto lender =
      ask_to_lend(*owner, {.process = ::getpid(), .purpose = taking.purpose(), .lent = lent}, context);
  if (!lender && is_passing(lender.error())) return std::optional<FolderAlone>();
  if (!lender) return lender.error();
  auto taken = DataFolder::try_to_borrow(taking.path(), taking.purpose());
  if (!taken) return taken.error();
  auto* const folder = std::get_if<DataFolder>(&*taken);
  if (folder == nullptr) return std::optional<FolderAlone>();
  return std::optional<FolderAlone>(FolderAlone{*std::move(lender), std::move(*folder), holder});
}

Result<FolderAlone> take_alone(const Context& context, const std::string& purpose, Use use, Lent lent) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  ::umask(S_IRWXG | S_IRWXO);  // what is made is nobody else's
  Taking taking(context, *path, use, purpose);
  for (;;) {
    auto taken = taking.look();
    if (!taken) return taken.error();
    if (auto* const folder = std::get_if<DataFolder>(&*taken))
      return FolderAlone{nullptr, std::move(*folder), {}};
    const auto& holder = std::get<Holder>(*taken);
    if (holder.is_owner()) {
      auto borrowed = borrow(context, taking, holder, lent);
      if (!borrowed) return borrowed.error();
      if (*borrowed) return **std::move(borrowed);
    }
    if (auto waited = taking.wait(holder); !waited) return waited.error();
  }
}

}  // namespace

Result<FolderAlone> take_still(const Context& context, const std::string& purpose) {
  return take_alone(context, purpose, Use::shared, Lent::still);
}

Result<DataAlone> open_for_writing(const Context& context, const std::string& purpose) {
  auto taken = take_alone(context, purpose, Use::owned, Lent::closed);
  if (!taken) return taken.error();
  auto data = open_data_set(context, std::move(taken->folder), {.lender = taken->lender});
  if (!data) return data.error();
  return DataAlone{std::move(taken->owner), *std::move(data), taken->lender};
}

}  // namespace nowthen::cli
