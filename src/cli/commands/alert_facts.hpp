#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "access/answer.hpp"
#include "alerts/facts.hpp"
#include "asof/view.hpp"

namespace nowthen::cli {

/// What rules are held against, as the tables have it for an instant. `facts` points into the rest.
struct AlertFacts {
  asof::View view;
  alerts::Abandons abandons;
  alerts::Facts facts;

  AlertFacts() = default;
  AlertFacts(const AlertFacts&) = delete;
  AlertFacts& operator=(const AlertFacts&) = delete;
};

/// Reads the facts at `at`: the floor as `asof` shows it, how waits ended as the live feed saw it, how far
/// the feed was, and gaps that were not healed. Blocks. Fails as `asof::read_asof` does.
Result<void> read_alert_facts(access::Tables& tables, Instant at, Instant now, AlertFacts& facts,
                              const std::stop_token& stop);

}  // namespace nowthen::cli
