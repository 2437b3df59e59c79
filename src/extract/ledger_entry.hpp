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

/// A row of table `ledger_window`: an interval of one surface, and how far it is proven.
struct LedgerWindow {
  std::string surface;  ///< `sync`, `job` or `live`.
  Interval interval;
  std::string state;  ///< See `WindowState`.
  Instant state_since{};
  std::string proof;  ///< `total`, `two_readings` or `job`; empty: nothing proves it.
  std::int64_t readings = 0;
  std::optional<Instant> last_read_at;
  std::optional<std::int64_t> distinct_ids;
  std::optional<std::int64_t> reported_total;
  std::int64_t set_aside = 0;
  std::int64_t reopened = 0;
  std::string doubt;  ///< Empty: nothing stands in the way of a proof.
};

/// A row of table `ledger_reading`: one reading of a window, as evidence.
struct LedgerReading {
  std::string surface;
  Interval interval;
  std::int64_t reading_number = 0;  ///< From 1.
  std::int64_t run_id = 0;
  Instant started_at{};
  std::optional<Instant> ended_at;
  std::optional<std::int64_t> first_total;
  std::optional<std::int64_t> last_total;
  std::int64_t distinct_ids = 0;
  std::int64_t repeated_ids = 0;
  std::int64_t missing_ids = 0;
  std::int64_t set_aside = 0;
  std::vector<std::string> page_hashes;  ///< Of the archive, hexadecimal, in order.
  std::string ids_hash;                  ///< Of the sorted ids, hexadecimal.
  std::string job_id;
  std::optional<Instant> available_until;
};

/// A row of table `incident` that a sync opens.
struct LedgerIncident {
  std::string kind;  ///< Such as `late_arrival`.
  Instant opened_at{};
  std::string surface;
  std::optional<Interval> interval;
  std::string conversation_id;
  std::string message;
};

/// What a sync concluded from pages before, as a page of the archive has it: so a rebuild has the same
/// ledger.
struct LedgerEntry {
  std::int64_t run_id = 0;
  std::vector<LedgerWindow> windows;
  std::vector<LedgerReading> readings;
  std::vector<LedgerIncident> incidents;
  Instant concluded_at{};  ///< By the server's clock; the page has it.
  std::string plan;        ///< JSON: where the plan goes on. Empty: as before.
};

/// The bytes of its record in the archive: JSON.
std::string encode_ledger(const LedgerEntry& entry);

/// The entry that the bytes stand for, members of later versions left out. Fails with `malformed_reply`.
Result<LedgerEntry> decode_ledger(std::string_view bytes);

/// The name in table `meta` under which the plan stands.
inline constexpr const char* plan_fact = "sync_plan";

/// Writes each in place of what the tables have of it, in the transaction that is open. Fails as statements
/// do.
warehouse::Outcome<void> list_ledger(warehouse::Connection& connection,
                                     const std::vector<LedgerEntry>& entries);

}  // namespace nowthen::extract
