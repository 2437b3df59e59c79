#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "access/answer.hpp"

/// What the board's views of the past ask the tables for, as JSON: docs/reference/board-api.md.
///
/// Each blocks, and fails as questions do.
namespace nowthen::board {

/// What is counted together.
enum class Step : std::uint8_t { half_hour, hour, day };

struct VolumesWanted {
  Interval within;
  Step by = Step::half_hour;
  std::vector<std::string> queues;  ///< Only these; none: all.
  std::vector<std::string> media;   ///< Only these; none: all.
  std::string zone;                 ///< Name of the time zone whose days are counted: that of `tables`.
};

/// Counts and sums by time, queue and medium.
Result<std::string> volumes_json(access::Tables& tables, const VolumesWanted& wanted,
                                 const std::stop_token& stop);

struct ConversationsWanted {
  Interval within;
  std::vector<std::string> queues;
  std::vector<std::string> media;
  int limit = 100;     ///< From 1 to 1,000.
  std::string before;  ///< A cursor of an earlier answer; empty: from the latest on.
};

/// Conversations that began within, the latest first. Fails with `invalid_request` for a cursor that is none
/// of ours.
Result<std::string> conversations_json(access::Tables& tables, const ConversationsWanted& wanted,
                                       const std::stop_token& stop);

/// One conversation, whole, but for what its revisions changed: each has its `place` in the archive (segment,
/// offset, record) instead. Fails with `not_found` where it is not held.
Result<boost::json::object> conversation_page(access::Tables& tables, const std::string& id,
                                              const std::stop_token& stop);

/// From when on a board can be asked for, and how good it is.
Result<std::string> extent_json(access::Tables& tables, const std::stop_token& stop);

/// The ledger's days, freshness, gaps and incidents; `daemon` is what the running daemon adds, as the
/// members of an object without its braces.
Result<std::string> trust_json(access::Tables& tables, const std::string& daemon,
                               const std::stop_token& stop);

}  // namespace nowthen::board
