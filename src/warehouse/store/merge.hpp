#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <span>
#include <stop_token>
#include <string>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/store/merge_plan.hpp"
#include "warehouse/store/merged_ids.hpp"

namespace nowthen::warehouse {

/// A reading that was merged before or was let go of, from the archive. `not_found` where its bytes are
/// erased, pruned or damaged; any other failure ends the merge.
using FetchReading = std::function<Result<Reading>(const ArchivePlace&)>;

/// Merges readings into the tables of records, readings and revisions, within the transaction that is open.
///
/// The tables then are what all readings so far come to, in whatever order and pieces they arrived: of two
/// readings the later one wins, a deletion marks, attributes come from the latest that carried them. Merging
/// a reading again changes nothing. Memory is that of the readings. Fails as statements do, and with
/// `interrupted`; then the transaction must not be committed.
/// @param fetch  asked where a reading comes between others that were merged before, or like one of them, and
///               for what those say that were let go of
/// @param ids    all conversations that have readings in the tables, to which those of these are added; those
///               that are not among them are not looked for. Null: each one is
Outcome<MergeReport> merge(Connection& connection, std::span<const Reading> readings,
                           const FetchReading& fetch, MergedIds* ids = nullptr,
                           const std::stop_token& stop = {});

}  // namespace nowthen::warehouse
