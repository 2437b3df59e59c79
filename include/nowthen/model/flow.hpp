#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One outcome of a flow.
struct FlowOutcome {
  std::string flow_outcome;
  std::optional<Instant> flow_outcome_end_timestamp;
  std::string flow_outcome_id;
  std::optional<Instant> flow_outcome_start_timestamp;
  std::string flow_outcome_value;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const FlowOutcome&) const = default;
};

/// What a flow of Architect did with a session.
struct Flow {
  std::string ending_language;
  std::string entry_reason;
  std::string entry_type;
  std::string exit_reason;
  std::string flow_id;
  std::string flow_name;
  std::string flow_type;
  std::string flow_version;
  std::optional<bool> issued_callback;
  std::string recognition_failure_reason;
  std::string starting_language;
  std::string transfer_target_address;
  std::string transfer_target_name;
  std::string transfer_type;
  std::vector<FlowOutcome> outcomes;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Flow&) const = default;
};

}  // namespace nowthen
