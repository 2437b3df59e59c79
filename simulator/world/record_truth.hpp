#pragma once
#include <nowthen/core/instant.hpp>
#include <string>
#include <string_view>

#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// What history shows of one conversation, and from when on: all that decides what a perfect extractor of the
/// platform's records holds of it at any instant. What does not happen is `never`.
struct RecordTruth {
  std::string id;
  Instant start;
  Instant end = never;
  std::string_view media;        ///< As the platform calls it: `voice`, `message`. Lives for ever.
  Instant shown_at = never;      ///< First seen, open or closed.
  Instant closed_at = never;     ///< Seen with its end.
  Instant finished_at = never;   ///< Seen with its wrap-up, if it has any; else `closed_at`.
  Instant corrected_at = never;  ///< Wrong values put right.
  Instant deleted_at = never;
};

RecordTruth record_truth_of(const ConversationTruth& conversation);

/// Pure: the form in which history has the record at `at`, as `records` of `/_sim/truth` names it: `open`,
/// `closed`, `finished`, `corrected`; empty where it has none.
std::string_view revision_name(const RecordTruth& record, Instant at);

}  // namespace nowthen::sim
