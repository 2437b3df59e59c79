#pragma once
#include <string>

#include "cli/commands/sync_status.hpp"
#include "cli/output/style.hpp"
#include "cli/time_zone.hpp"

namespace nowthen::cli {

struct StatusTextOptions {
  TimeZone zone;          ///< Of instants; days are the ledger's, UTC.
  std::size_t weeks = 8;  ///< Of the calendar.
  Palette palette;
};

/// For people: at most 80 columns wide where no message of a server is longer. Pure.
std::string status_text(const SyncStatus& status, const StatusTextOptions& options);

/// One object, documented in docs/reference/commands.md. Pure.
std::string status_json(const SyncStatus& status);

}  // namespace nowthen::cli
