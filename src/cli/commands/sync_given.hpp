#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace nowthen::cli {

/// What the command line says of a sync.
struct SyncGiven {
  std::string from;
  std::string to;
  std::string freshness;
  std::optional<int> budget;
  int job_page_size = 1'000;
  bool no_wait = false;
  bool dry_run = false;
  bool follow = false;
};

/// One that follows looks so often whether something is worth a request.
inline constexpr std::chrono::minutes between_looks{1};

}  // namespace nowthen::cli
