#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <nowthen/core/result.hpp>
#include <string>

#include "cli/context.hpp"
#include "cli/data_owner.hpp"
#include "extract/erasure/erasure.hpp"

namespace nowthen::cli {

/// How erased conversations leave the outbox of webhooks while a process has it open. Thread-safe.
class OutboxSlot {
 public:
  /// Reads the list of erased conversations anew, and takes what names one out. Gives how many events.
  using Erase = std::function<Result<std::int64_t>()>;

  /// From now on the outbox is open, and that erases in it; empty: it is closed. Waits for one that erases.
  void put(Erase erase);

  /// Erases in whichever way it can be done now: in the file where nobody has it open.
  Result<std::int64_t> erase(const std::string& folder, const extract::IsErased& is_erased);

 private:
  std::mutex mutex_;
  Erase erase_;
};

/// What listens where an owner is asked to erase in its outbox: docs/reference/access.md.
inline constexpr const char* erase_outbox_target = "/erase-outbox";
inline constexpr std::size_t erase_outbox_bytes = 16;

/// Lets a process that has borrowed the folder ask for that. `context` must outlive `data`.
void offer_outbox(OwnedData& data, const Context& context);

/// Erases in the outbox of a folder that this process may write in: through the slot where it has the outbox
/// open itself, through the lender where the folder is lent, else in the file. Fails with `local`, and as
/// reaching the lender does.
Result<std::int64_t> erase_in_outbox(const Context& context, const extract::Holder& lender,
                                     const std::string& folder, const extract::IsErased& is_erased);

}  // namespace nowthen::cli
