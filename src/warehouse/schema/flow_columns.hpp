#pragma once
#include <nowthen/model/flow.hpp>

#include "warehouse/schema/columns.hpp"

namespace nowthen::warehouse {

template <>
struct Columns<FlowOutcome> {
  static constexpr std::tuple list{
      member("flow_outcome_id", &FlowOutcome::flow_outcome_id, "the outcome's id"),
      member("flow_outcome", &FlowOutcome::flow_outcome, "the outcome's name"),
      member("flow_outcome_value", &FlowOutcome::flow_outcome_value, "`SUCCESS`, `FAILURE`, ..."),
      member("flow_outcome_start_timestamp", &FlowOutcome::flow_outcome_start_timestamp, "begin"),
      member("flow_outcome_end_timestamp", &FlowOutcome::flow_outcome_end_timestamp, "end"),
      extra(&FlowOutcome::extra)};
};

template <>
struct Columns<Flow> {
  static constexpr std::tuple list{
      member("flow_id", &Flow::flow_id, "the flow's id"),
      member("flow_name", &Flow::flow_name, "the flow's name"),
      member("flow_type", &Flow::flow_type, "`inboundcall`, `bot`, ..."),
      member("flow_version", &Flow::flow_version, "the flow's version"),
      member("entry_type", &Flow::entry_type, "how it was entered: `dnis`, `flow`, ..."),
      member("entry_reason", &Flow::entry_reason, "what it was entered by, such as a number"),
      member("exit_reason", &Flow::exit_reason, "how it was left: `DISCONNECT`, `TRANSFER`, ..."),
      member("transfer_type", &Flow::transfer_type, "kind of the transfer"),
      member("transfer_target_name", &Flow::transfer_target_name, "whereto, by name"),
      member("transfer_target_address", &Flow::transfer_target_address, "whereto, by address"),
      member("starting_language", &Flow::starting_language, "language tag at its begin; case varies"),
      member("ending_language", &Flow::ending_language, "language tag at its end; case varies"),
      member("issued_callback", &Flow::issued_callback, "whether it offered a call-back"),
      member("recognition_failure_reason", &Flow::recognition_failure_reason, "why nothing was recognised"),
      extra(&Flow::extra),
      rows("outcomes", &Flow::outcomes)};
};

}  // namespace nowthen::warehouse
