#pragma once
#include <cstdint>
#include <nowthen/genesys/client.hpp>
#include <stop_token>
#include <vector>

#include "cli/commands/doctor_report.hpp"

namespace nowthen::cli {

/// Tries each feature of the contract in use with the cheapest request there is for it (two for
/// notifications), and says what does not work without it. What is tried does not hang on what failed before,
/// except that nothing more is sent once nobody answers.
///
/// Blocks as the calls do. Fails with `cancelled` when stopped.
Result<std::vector<Finding>> feature_findings(Client& client, Instant now, const std::stop_token& stop);

/// Whether notifications have room for the events of so many queues. Fails with `forbidden`: the platform
/// allows no more topics, and `serve` goes on without. Pure.
Result<void> check_topic_room(std::int64_t queues);

}  // namespace nowthen::cli
