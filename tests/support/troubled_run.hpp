#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace nowthen::testing {

/// What came of a troubled run.
struct TroubledResult {
  std::vector<std::string> flaws;  ///< What is not as it should be; empty: nothing.
  std::size_t conversations = 0;
  std::size_t requests = 0;  ///< As the server counted them, tokens included.
  int runs = 0;
  int failed_runs = 0;
  int restarts = 0;                   ///< A process ended, often in the middle of a run, and another began.
  std::map<std::string, int> faults;  ///< What was done to how many requests.
};

/// Seventeen days of syncing a small organisation, in virtual time, every few hours: for eight of them with
/// faults of every kind that are drawn from `seed`, and with processes that end in the middle. After each run
/// nothing may be claimed or buried that is not so; at the end what is held has to equal what the API shows.
TroubledResult run_in_trouble(std::uint64_t seed);

}  // namespace nowthen::testing
