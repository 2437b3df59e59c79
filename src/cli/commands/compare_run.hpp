#pragma once
#include <chrono>
#include <functional>
#include <nowthen/core/clock.hpp>
#include <nowthen/genesys/client.hpp>
#include <stop_token>

#include "cli/commands/comparison_report.hpp"

namespace nowthen::cli {

/// What is read from both sides.
struct CompareQuery {
  std::chrono::milliseconds last{std::chrono::hours{24}};  ///< Of starts, until now.
  std::vector<std::string> media;
  std::vector<std::string> queues;
  int page_size = 100;
};

/// What reading needs from outside.
struct CompareParts {
  Client& client;
  Clock& clock;
  std::stop_token stop;
  std::function<void(const ListingReport&)>
      after_page;  ///< Told how far the listing being read is. May be empty.
};

/// Reads live, then history, and joins them.
/// Holds both sides in memory, without their bytes. Fails as the listings do.
Result<ComparisonReport> compare_now(const CompareParts& parts, const CompareQuery& query);

}  // namespace nowthen::cli
