#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/plan/planner.hpp"
#include "extract/sync/sync_runner.hpp"
#include "simulator/simulator.hpp"
#include "simulator/world/record_truth.hpp"
#include "support/simulated_client.hpp"

namespace nowthen::testing {

/// What of the world an extractor lacks.
struct Lacking {
  double conversations = 0;
  double ends = 0;     ///< Over, and kept as going on.
  double wrapups = 0;  ///< Kept as over, without the wrap-up.
  double corrections = 0;
  double deletions = 0;  ///< Gone, and kept all the same.
};

/// An extraction that is run hourly, in virtual time, against a simulated organisation.
struct ExtractionPlan {
  sim::Options world;
  extract::PlanProfile profile;
  int runs = 15 * 24;
  /// Called at the begin of each run, to change the world: the simulator, and which run it is.
  std::function<void(sim::Simulator&, int run)> before_run;
};

struct ExtractionResult {
  std::size_t conversations = 0;
  std::size_t requests = 0;  ///< As the server counted them, tokens included.
  std::map<std::string, int> by_endpoint;
  Lacking mean;  ///< After each run: of what was shown for longer than the wanted freshness.
  Lacking at_the_end;
  /// After each run: conversations that the API had shown, lacking of days that the ledger calls complete.
  std::size_t false_claims = 0;
  std::vector<std::string> trouble;
};

/// Eight days of some 12,000 conversations, looked at for fifteen; `seed` decides all of it.
ExtractionPlan extraction_plan(std::uint64_t seed);

/// The planner of this project, with a store in memory.
ExtractionResult run_extraction(const ExtractionPlan& plan);

/// The same into a data set on a disk, each run as a process of its own would do it; at the end what is held
/// is compared by content, too.
ExtractionResult run_extraction_on_disk(const ExtractionPlan& plan);

/// What everybody writes first: at one in the morning, everything of yesterday.
ExtractionResult run_yesterday_loop(const ExtractionPlan& plan);

/// What they write next: each hour, everything of the last two days.
ExtractionResult run_lookback_loop(const ExtractionPlan& plan);

}  // namespace nowthen::testing
