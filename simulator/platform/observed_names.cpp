#include "simulator/platform/observed_names.hpp"

#include <array>

namespace nowthen::sim {
namespace {

constexpr std::array<std::string_view, 22> activity_dimensions{"activeRouting",
                                                               "addressFrom",
                                                               "addressTo",
                                                               "agentScore",
                                                               "ani",
                                                               "conversationId",
                                                               "convertedFrom",
                                                               "convertedTo",
                                                               "direction",
                                                               "dnis",
                                                               "mediaType",
                                                               "participantName",
                                                               "queueId",
                                                               "requestedLanguageId",
                                                               "requestedRouting",
                                                               "requestedRoutingSkillId",
                                                               "routingPriority",
                                                               "scoredAgentId",
                                                               "sessionId",
                                                               "teamId",
                                                               "usedRouting",
                                                               "userId"};

constexpr std::array<std::string_view, 5> activity_metrics{"oAlerting", "oInteracting", "oLongestInteracting",
                                                           "oLongestWaiting", "oWaiting"};

constexpr std::array<std::string_view, 2> queue_dimensions{"mediaType", "queueId"};

constexpr std::array<std::string_view, 11> queue_metrics{
    "oActiveUsers", "oAlerting",      "oInteracting",  "oLongestInteracting", "oLongestWaiting",
    "oMemberUsers", "oOffQueueUsers", "oOnQueueUsers", "oUserPresences",      "oUserRoutingStatuses",
    "oWaiting"};

constexpr std::array<std::string_view, 1> user_dimensions{"userId"};

constexpr std::array<std::string_view, 2> user_metrics{"oActiveQueues", "oMemberQueues"};

constexpr std::array<std::string_view, 84> aggregate_dimensions{"activeRouting",
                                                                "activeSkillId",
                                                                "addressFrom",
                                                                "addressTo",
                                                                "agentAssistantId",
                                                                "agentBullseyeRing",
                                                                "agentOwned",
                                                                "agentRank",
                                                                "agentScore",
                                                                "ani",
                                                                "assignerId",
                                                                "authenticated",
                                                                "canonicalExternalContactId",
                                                                "conversationId",
                                                                "conversationInitiator",
                                                                "convertedFrom",
                                                                "convertedTo",
                                                                "customerParticipation",
                                                                "deliveryStatus",
                                                                "destinationAddress",
                                                                "direction",
                                                                "disconnectType",
                                                                "divisionId",
                                                                "dnis",
                                                                "edgeId",
                                                                "eligibleAgentCount",
                                                                "errorCode",
                                                                "extendedDeliveryStatus",
                                                                "externalContactId",
                                                                "externalMediaCount",
                                                                "externalOrganizationId",
                                                                "externalTag",
                                                                "firstQueue",
                                                                "flaggedReason",
                                                                "flowInType",
                                                                "flowOutType",
                                                                "groupId",
                                                                "interactionType",
                                                                "journeyActionId",
                                                                "journeyActionMapId",
                                                                "journeyActionMapVersion",
                                                                "journeyCustomerId",
                                                                "journeyCustomerIdType",
                                                                "journeyCustomerSessionId",
                                                                "journeyCustomerSessionIdType",
                                                                "knowledgeBaseId",
                                                                "mediaCount",
                                                                "mediaType",
                                                                "messageType",
                                                                "originatingDirection",
                                                                "originatingSocialMediaPublic",
                                                                "outboundCampaignId",
                                                                "outboundContactId",
                                                                "outboundContactListId",
                                                                "participantName",
                                                                "peerId",
                                                                "proposedAgentId",
                                                                "provider",
                                                                "purpose",
                                                                "queueId",
                                                                "remote",
                                                                "removedSkillId",
                                                                "requestedLanguageId",
                                                                "requestedRouting",
                                                                "requestedRoutingSkillId",
                                                                "roomId",
                                                                "routingPriority",
                                                                "routingRing",
                                                                "routingRule",
                                                                "routingRuleType",
                                                                "scoredAgentId",
                                                                "selectedAgentId",
                                                                "selectedAgentRank",
                                                                "selfServed",
                                                                "sessionDnis",
                                                                "sessionId",
                                                                "skillExpressionId",
                                                                "stationId",
                                                                "teamId",
                                                                "usedRouting",
                                                                "userId",
                                                                "videoPresent",
                                                                "waitingInteractionCount",
                                                                "wrapUpCode"};

constexpr std::array<std::string_view, 73> aggregate_metrics{"nBlindTransferred",
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
                                                             "oMediaCount",
                                                             "oMessageCount",
                                                             "oMessageSegmentCount",
                                                             "oMessageTurn",
                                                             "oServiceLevel",
                                                             "oServiceTarget",
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
                                                             "tCallbackAbandon",
                                                             "tCallbackConnect",
                                                             "tCallbackNotReached",
                                                             "tCoaching",
                                                             "tCoachingComplete",
                                                             "tConnected",
                                                             "tContacting",
                                                             "tDialing",
                                                             "tFirstConnect",
                                                             "tFirstDial",
                                                             "tFirstEngagement",
                                                             "tFirstResponse",
                                                             "tFlowOut",
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
                                                             "tVoicemail",
                                                             "tWait"};

}  // namespace

std::span<const std::string_view> observed_dimensions(FilterList list) {
  switch (list) {
    case FilterList::activity: return activity_dimensions;
    case FilterList::queue_observation: return queue_dimensions;
    case FilterList::user_observation: return user_dimensions;
    case FilterList::aggregate: return aggregate_dimensions;
    default: return {};
  }
}

std::span<const std::string_view> observed_metrics(FilterList list) {
  switch (list) {
    case FilterList::activity: return activity_metrics;
    case FilterList::queue_observation: return queue_metrics;
    case FilterList::user_observation: return user_metrics;
    case FilterList::aggregate: return aggregate_metrics;
    default: return {};
  }
}

}  // namespace nowthen::sim
