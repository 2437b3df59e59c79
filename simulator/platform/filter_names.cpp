#include <algorithm>
#include <array>
#include <span>

#include "simulator/platform/observed_names.hpp"
#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 11> conversation_dimensions{"accessAttribute",
                                                                   "conversationEnd",
                                                                   "conversationId",
                                                                   "conversationInitiator",
                                                                   "conversationStart",
                                                                   "customerParticipation",
                                                                   "divisionId",
                                                                   "externalTag",
                                                                   "mediaStatsMinConversationMos",
                                                                   "originatingDirection",
                                                                   "originatingSocialMediaPublic"};

constexpr std::array<std::string_view, 80> segment_dimensions{"addressFrom",
                                                              "addressTo",
                                                              "agentAssistantId",
                                                              "agentOwned",
                                                              "ani",
                                                              "authenticated",
                                                              "bargedParticipantId",
                                                              "callbackNumber",
                                                              "callbackScheduledTime",
                                                              "canonicalExternalContactId",
                                                              "cleared",
                                                              "coachedParticipantId",
                                                              "conference",
                                                              "deliveryPushed",
                                                              "deliveryStatus",
                                                              "destinationAddress",
                                                              "destinationConversationId",
                                                              "detectedSpeechEnd",
                                                              "detectedSpeechStart",
                                                              "direction",
                                                              "disconnectType",
                                                              "dnis",
                                                              "edgeId",
                                                              "engagementSource",
                                                              "errorCode",
                                                              "exitReason",
                                                              "extendedDeliveryStatus",
                                                              "externalContactId",
                                                              "externalOrganizationId",
                                                              "flaggedReason",
                                                              "flowId",
                                                              "flowName",
                                                              "flowOutType",
                                                              "flowOutcome",
                                                              "flowOutcomeId",
                                                              "flowOutcomeValue",
                                                              "flowVersion",
                                                              "groupId",
                                                              "journeyActionId",
                                                              "journeyActionMapId",
                                                              "journeyCustomerId",
                                                              "journeyCustomerIdType",
                                                              "journeyCustomerSessionId",
                                                              "mediaCount",
                                                              "mediaType",
                                                              "messageType",
                                                              "monitoredParticipantId",
                                                              "outboundCampaignId",
                                                              "outboundContactId",
                                                              "outboundContactListId",
                                                              "participantName",
                                                              "protocolCallId",
                                                              "provider",
                                                              "purpose",
                                                              "queueId",
                                                              "recording",
                                                              "remote",
                                                              "remoteNameDisplayable",
                                                              "requestedLanguageId",
                                                              "requestedRouting",
                                                              "requestedRoutingSkillId",
                                                              "scoredAgentId",
                                                              "screenMonitoredUserId",
                                                              "screenRecording",
                                                              "scriptId",
                                                              "segmentEnd",
                                                              "segmentType",
                                                              "sessionDnis",
                                                              "sipResponseCode",
                                                              "skillExpressionId",
                                                              "snippetRecording",
                                                              "subject",
                                                              "teamId",
                                                              "transferTargetAddress",
                                                              "transferTargetName",
                                                              "transferType",
                                                              "usedRouting",
                                                              "userId",
                                                              "wrapUpCode",
                                                              "wrapUpNote"};

constexpr std::array<std::string_view, 16> evaluation_dimensions{
    "assigneeApplicable", "assigneeId",  "calibrationId",   "contextId", "deleted",  "evaluationId",
    "evaluationStatus",   "evaluatorId", "eventTime",       "formId",    "formName", "queueId",
    "released",           "rescored",    "systemSubmitted", "userId"};

constexpr std::array<std::string_view, 11> survey_dimensions{"eventTime",
                                                             "queueId",
                                                             "surveyCompletedDate",
                                                             "surveyFormContextId",
                                                             "surveyFormId",
                                                             "surveyId",
                                                             "surveyPartialResponse",
                                                             "surveyPromoterScore",
                                                             "surveyStatus",
                                                             "surveyType",
                                                             "userId"};

constexpr std::array<std::string_view, 77> conversation_metrics{"nBlindTransferred",
                                                                "nBotInteractions",
                                                                "nCallbackAttempts",
                                                                "nCallbackOverSla",
                                                                "nCallbackScheduled",
                                                                "nCobrowseSessions",
                                                                "nConnected",
                                                                "nConsult",
                                                                "nConsultTransferred",
                                                                "nConversations",
                                                                "nError",
                                                                "nFlow",
                                                                "nFlowMilestone",
                                                                "nFlowOutcome",
                                                                "nFlowOutcomeFailed",
                                                                "nOffered",
                                                                "nOutbound",
                                                                "nOutboundAbandoned",
                                                                "nOutboundAttempted",
                                                                "nOutboundConnected",
                                                                "nOverSla",
                                                                "nStateTransitionError",
                                                                "nTakeover",
                                                                "nTransferred",
                                                                "oAudioMessageCount",
                                                                "oExternalAudioMessageCount",
                                                                "oExternalMediaCount",
                                                                "oFlowMilestone",
                                                                "oMediaCount",
                                                                "oMessageCount",
                                                                "oMessageSegmentCount",
                                                                "oMessageTurn",
                                                                "oSkillExpressionApplications",
                                                                "tAbandon",
                                                                "tAcd",
                                                                "tActiveCallback",
                                                                "tActiveCallbackComplete",
                                                                "tAcw",
                                                                "tAgentResponseTime",
                                                                "tAgentVideoConnected",
                                                                "tAlert",
                                                                "tAnswered",
                                                                "tAverageAgentResponseTime",
                                                                "tAverageCustomerResponseTime",
                                                                "tBarging",
                                                                "tCoaching",
                                                                "tCoachingComplete",
                                                                "tConnected",
                                                                "tContacting",
                                                                "tConversationDuration",
                                                                "tDialing",
                                                                "tFirstConnect",
                                                                "tFirstDial",
                                                                "tFirstEngagement",
                                                                "tFirstResponse",
                                                                "tFlow",
                                                                "tFlowDisconnect",
                                                                "tFlowExit",
                                                                "tFlowOut",
                                                                "tFlowOutcome",
                                                                "tHandle",
                                                                "tHeld",
                                                                "tHeldComplete",
                                                                "tIvr",
                                                                "tMonitoring",
                                                                "tMonitoringComplete",
                                                                "tNotResponding",
                                                                "tPark",
                                                                "tParkComplete",
                                                                "tScreenMonitoring",
                                                                "tShortAbandon",
                                                                "tSnippetRecord",
                                                                "tTalk",
                                                                "tTalkComplete",
                                                                "tTransmitting",
                                                                "tUserResponseTime",
                                                                "tVoicemail"};

constexpr std::array<std::string_view, 1> segment_metrics{"tSegmentDuration"};

constexpr std::array<std::string_view, 2> evaluation_metrics{"oTotalCriticalScore", "oTotalScore"};

constexpr std::array<std::string_view, 1> survey_metrics{"oSurveyTotalScore"};

constexpr std::array<std::string_view, 1> resolution_metrics{"nNextContactAvoided"};

struct Known {
  Names dimensions;
  Names metrics;
};

Known known_of(FilterList list) {
  switch (list) {
    case FilterList::conversation: return {conversation_dimensions, conversation_metrics};
    case FilterList::segment: return {segment_dimensions, segment_metrics};
    case FilterList::evaluation: return {evaluation_dimensions, evaluation_metrics};
    case FilterList::survey: return {survey_dimensions, survey_metrics};
    case FilterList::resolution: break;
    default: return {observed_dimensions(list), {}};
  }
  return {{}, resolution_metrics};
}

bool contains(Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_dimension(FilterList list, std::string_view name) {
  return contains(known_of(list).dimensions, name);
}

bool is_metric(FilterList list, std::string_view name) { return contains(known_of(list).metrics, name); }

}  // namespace nowthen::sim
