#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// A run of the program, as a page of the archive and table `run` have it.
struct Run {
  std::int64_t run_id = 0;  ///< The number of the archive's page that it begins with; 0: it has none yet.
  std::string command;
  std::string version;
  std::string options;  ///< JSON, without secrets and without names of files.
  Instant started_at{};
  std::optional<Instant> ended_at;       ///< Nothing: it goes on, or was killed.
  std::optional<std::int64_t> requests;  ///< Calls of the API; nothing: it makes none, or is not at its end.
  std::int64_t pages = 0;
  std::int64_t readings = 0;
  std::int64_t revisions = 0;
  std::int64_t set_aside = 0;
  std::int64_t received_bytes = 0;
  std::optional<std::int64_t> exit_code;
  std::string error;  ///< Why it failed; empty: it did not.
};

/// The bytes of its record in the archive: JSON.
std::string encode_run(const Run& run);

/// Fails with `malformed_reply`.
Result<Run> decode_run(std::string_view bytes);

/// Writes each in place of what table `run` has of it, in the transaction that is open.
warehouse::Outcome<void> list_runs(warehouse::Connection& connection, const std::vector<Run>& runs);

}  // namespace nowthen::extract
