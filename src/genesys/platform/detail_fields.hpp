#pragma once
#include <nowthen/model/conversation_detail.hpp>

#include "genesys/platform/fields.hpp"

namespace nowthen::genesys::platform {

template <>
struct Fields<Evaluation> {
  static constexpr std::tuple list{FieldOf{"assigneeApplicable", &Evaluation::assignee_applicable},
                                   FieldOf{"assigneeId", &Evaluation::assignee_id},
                                   FieldOf{"calibrationId", &Evaluation::calibration_id},
                                   FieldOf{"contextId", &Evaluation::context_id},
                                   FieldOf{"deleted", &Evaluation::deleted},
                                   FieldOf{"evaluationId", &Evaluation::evaluation_id},
                                   FieldOf{"evaluationStatus", &Evaluation::evaluation_status},
                                   FieldOf{"evaluatorId", &Evaluation::evaluator_id},
                                   FieldOf{"eventTime", &Evaluation::event_time},
                                   FieldOf{"formId", &Evaluation::form_id},
                                   FieldOf{"formName", &Evaluation::form_name},
                                   FieldOf{"queueId", &Evaluation::queue_id},
                                   FieldOf{"released", &Evaluation::released},
                                   FieldOf{"rescored", &Evaluation::rescored},
                                   FieldOf{"systemSubmitted", &Evaluation::system_submitted},
                                   FieldOf{"userId", &Evaluation::user_id},
                                   FieldOf{"oTotalCriticalScore", &Evaluation::o_total_critical_score},
                                   FieldOf{"oTotalScore", &Evaluation::o_total_score}};
};

template <>
struct Fields<Survey> {
  static constexpr std::tuple list{FieldOf{"eventTime", &Survey::event_time},
                                   FieldOf{"queueId", &Survey::queue_id},
                                   FieldOf{"surveyCompletedDate", &Survey::survey_completed_date},
                                   FieldOf{"surveyFormContextId", &Survey::survey_form_context_id},
                                   FieldOf{"surveyFormId", &Survey::survey_form_id},
                                   FieldOf{"surveyFormName", &Survey::survey_form_name},
                                   FieldOf{"surveyId", &Survey::survey_id},
                                   FieldOf{"surveyPartialResponse", &Survey::survey_partial_response},
                                   FieldOf{"surveyPromoterScore", &Survey::survey_promoter_score},
                                   FieldOf{"surveyStatus", &Survey::survey_status},
                                   FieldOf{"surveyType", &Survey::survey_type},
                                   FieldOf{"userId", &Survey::user_id},
                                   FieldOf{"oSurveyTotalScore", &Survey::o_survey_total_score}};
};

template <>
struct Fields<Resolution> {
  static constexpr std::tuple list{FieldOf{"eventTime", &Resolution::event_time},
                                   FieldOf{"queueId", &Resolution::queue_id},
                                   FieldOf{"userId", &Resolution::user_id},
                                   FieldOf{"nNextContactAvoided", &Resolution::n_next_contact_avoided}};
};

template <>
struct Fields<ParticipantDetail> {
  static constexpr std::tuple list{
      FieldOf{"externalContactId", &ParticipantDetail::external_contact_id},
      FieldOf{"externalOrganizationId", &ParticipantDetail::external_organization_id},
      FieldOf{"flaggedReason", &ParticipantDetail::flagged_reason},
      FieldOf{"participantId", &ParticipantDetail::participant_id},
      FieldOf{"participantName", &ParticipantDetail::participant_name},
      FieldOf{"purpose", &ParticipantDetail::purpose},
      FieldOf{"screenRecording", &ParticipantDetail::screen_recording},
      FieldOf{"teamId", &ParticipantDetail::team_id},
      FieldOf{"userId", &ParticipantDetail::user_id},
      FieldOf{"sessions", &ParticipantDetail::sessions},
      FieldOf{"attributes", &ParticipantDetail::attributes}};
};

template <>
struct Fields<ConversationDetail> {
  static constexpr std::tuple list{
      FieldOf{"accessAttributes", &ConversationDetail::access_attributes},
      FieldOf{"associatedConversationId", &ConversationDetail::associated_conversation_id},
      FieldOf{"conferenceStart", &ConversationDetail::conference_start},
      FieldOf{"consultationConversationIds", &ConversationDetail::consultation_conversation_ids},
      FieldOf{"conversationEnd", &ConversationDetail::conversation_end},
      FieldOf{"conversationId", &ConversationDetail::conversation_id},
      FieldOf{"conversationInitiator", &ConversationDetail::conversation_initiator},
      FieldOf{"conversationStart", &ConversationDetail::conversation_start},
      FieldOf{"customerParticipation", &ConversationDetail::customer_participation},
      FieldOf{"divisionIds", &ConversationDetail::division_ids},
      FieldOf{"externalTag", &ConversationDetail::external_tag},
      FieldOf{"inactivityTimeout", &ConversationDetail::inactivity_timeout},
      FieldOf{"knowledgeBaseIds", &ConversationDetail::knowledge_base_ids},
      FieldOf{"mediaStatsMinConversationMos", &ConversationDetail::media_stats_min_conversation_mos},
      FieldOf{"mediaStatsMinConversationRFactor", &ConversationDetail::media_stats_min_conversation_r_factor},
      FieldOf{"originatingDirection", &ConversationDetail::originating_direction},
      FieldOf{"originatingSocialMediaPublic", &ConversationDetail::originating_social_media_public},
      FieldOf{"selfServed", &ConversationDetail::self_served},
      FieldOf{"evaluations", &ConversationDetail::evaluations},
      FieldOf{"surveys", &ConversationDetail::surveys},
      FieldOf{"resolutions", &ConversationDetail::resolutions},
      FieldOf{"participants", &ConversationDetail::participants}};
};

}  // namespace nowthen::genesys::platform
