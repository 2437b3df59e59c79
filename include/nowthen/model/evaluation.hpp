#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One evaluation of how an agent did.
struct Evaluation {
  std::optional<bool> assignee_applicable;
  std::string assignee_id;
  std::string calibration_id;
  std::string context_id;
  std::optional<bool> deleted;
  std::string evaluation_id;
  std::string evaluation_status;
  std::string evaluator_id;
  std::optional<Instant> event_time;
  std::string form_id;
  std::string form_name;
  QueueId queue_id;
  std::optional<bool> released;
  std::optional<bool> rescored;
  std::optional<bool> system_submitted;
  UserId user_id;
  std::optional<std::int64_t> o_total_critical_score;
  std::optional<std::int64_t> o_total_score;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Evaluation&) const = default;
};

/// One survey sent to a customer.
struct Survey {
  std::optional<Instant> event_time;
  QueueId queue_id;
  std::optional<Instant> survey_completed_date;
  std::string survey_form_context_id;
  std::string survey_form_id;
  std::string survey_form_name;
  std::string survey_id;
  std::optional<bool> survey_partial_response;
  std::optional<std::int64_t> survey_promoter_score;
  std::string survey_status;
  std::string survey_type;
  UserId user_id;
  std::optional<std::int64_t> o_survey_total_score;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Survey&) const = default;
};

/// Whether a contact spared the next one.
struct Resolution {
  std::optional<Instant> event_time;
  QueueId queue_id;
  UserId user_id;
  std::optional<std::int64_t> n_next_contact_avoided;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Resolution&) const = default;
};

}  // namespace nowthen
