#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "archive/page.hpp"
#include "extract/ledger_entry.hpp"
#include "extract/names_page.hpp"
#include "extract/plan/step.hpp"

namespace nowthen::extract {

/// One reply, as it is to be kept.
struct FetchedPage {
  archive::PageHeader header;
  std::vector<std::string> records;
  std::vector<ConversationDetail> decoded{};  ///< What the first of them say, one each, as far as is known.
};

/// A page that was kept.
struct KeptPage {
  std::string hash;                  ///< What proves it, hexadecimal.
  std::optional<PagePlace> place{};  ///< Where it is; nothing where none of it could be understood.
};

/// Where a sync keeps what it fetches, and what it concludes. Each call may block on a disk; after one that
/// failed nothing more is to be kept. Not thread-safe.
class SyncStore {
 public:
  virtual ~SyncStore() = default;

  /// Keeps a reply so that nothing of it can be lost any more.
  virtual Result<KeptPage> keep(FetchedPage page) = 0;

  /// Keeps what was concluded from replies that were kept before.
  virtual Result<void> conclude(const LedgerEntry& entry) = 0;

  /// Keeps what some ids are called.
  virtual Result<void> keep_names(const NamesPage& page) = 0;

  /// Whether it was erased for good: nothing of it is kept.
  virtual bool is_erased(const std::string& conversation_id) = 0;

  /// Makes the tables show all of it, at once or not at all. Where `stop` is requested, in the quickest way,
  /// whatever that costs whoever comes next.
  virtual Result<void> commit(const std::stop_token& stop) = 0;
};

}  // namespace nowthen::extract
