#pragma once
#include <nowthen/model/evaluation.hpp>

#include "warehouse/schema/columns.hpp"

namespace nowthen::warehouse {

template <>
struct Columns<Evaluation> {
  static constexpr std::tuple list{
      member("evaluation_id", &Evaluation::evaluation_id, "the evaluation's id"),
      member("evaluation_status", &Evaluation::evaluation_status, "how far it has come"),
      member("event_time", &Evaluation::event_time, "when it last changed"),
      member("form_id", &Evaluation::form_id, "version of the form"),
      member("form_name", &Evaluation::form_name, "the form's name"),
      member("context_id", &Evaluation::context_id, "the form in all its versions"),
      member("queue_id", &Evaluation::queue_id, "queue"),
      member("user_id", &Evaluation::user_id, "agent who was evaluated"),
      member("evaluator_id", &Evaluation::evaluator_id, "user who evaluated"),
      member("assignee_id", &Evaluation::assignee_id, "user it is assigned to"),
      member("assignee_applicable", &Evaluation::assignee_applicable, "whether it is assigned to somebody"),
      member("calibration_id", &Evaluation::calibration_id, "calibration it belongs to"),
      member("released", &Evaluation::released, "whether the agent may see it"),
      member("rescored", &Evaluation::rescored, "whether it was scored again"),
      member("deleted", &Evaluation::deleted, "whether it was deleted"),
      member("system_submitted", &Evaluation::system_submitted, "whether the system filled it in"),
      member("o_total_score", &Evaluation::o_total_score, "score", "0 to 100"),
      member("o_total_critical_score", &Evaluation::o_total_critical_score, "score of critical questions",
             "0 to 100"),
      extra(&Evaluation::extra)};
};

template <>
struct Columns<Survey> {
  static constexpr std::tuple list{
      member("survey_id", &Survey::survey_id, "the survey's id"),
      member("survey_status", &Survey::survey_status, "how far it has come"),
      member("survey_type", &Survey::survey_type, "kind of survey"),
      member("event_time", &Survey::event_time, "when it last changed"),
      member("survey_completed_date", &Survey::survey_completed_date, "when the customer was done"),
      member("survey_form_id", &Survey::survey_form_id, "version of the form"),
      member("survey_form_name", &Survey::survey_form_name, "the form's name"),
      member("survey_form_context_id", &Survey::survey_form_context_id, "the form in all its versions"),
      member("queue_id", &Survey::queue_id, "queue"),
      member("user_id", &Survey::user_id, "agent"),
      member("survey_partial_response", &Survey::survey_partial_response, "whether answers are missing"),
      member("survey_promoter_score", &Survey::survey_promoter_score, "would recommend", "0 to 10"),
      member("o_survey_total_score", &Survey::o_survey_total_score, "score", "0 to 100"),
      extra(&Survey::extra)};
};

template <>
struct Columns<Resolution> {
  static constexpr std::tuple list{member("event_time", &Resolution::event_time, "when it was judged"),
                                   member("queue_id", &Resolution::queue_id, "queue"),
                                   member("user_id", &Resolution::user_id, "agent"),
                                   member("n_next_contact_avoided", &Resolution::n_next_contact_avoided,
                                          "next contacts spared", "contacts"),
                                   extra(&Resolution::extra)};
};

}  // namespace nowthen::warehouse
