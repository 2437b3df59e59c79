#pragma once
#include <nowthen/model/session.hpp>

#include "genesys/platform/fields.hpp"

namespace nowthen::genesys::platform {

template <>
struct Fields<ScoredAgent> {
  static constexpr std::tuple list{FieldOf{"agentScore", &ScoredAgent::agent_score},
                                   FieldOf{"scoredAgentId", &ScoredAgent::scored_agent_id}};
};

template <>
struct Fields<SegmentProperty> {
  static constexpr std::tuple list{FieldOf{"property", &SegmentProperty::property},
                                   FieldOf{"propertyType", &SegmentProperty::property_type},
                                   FieldOf{"value", &SegmentProperty::value}};
};

template <>
struct Fields<Segment> {
  static constexpr std::tuple list{
      FieldOf{"audioMuted", &Segment::audio_muted},
      FieldOf{"conference", &Segment::conference},
      FieldOf{"destinationConversationId", &Segment::destination_conversation_id},
      FieldOf{"destinationSessionId", &Segment::destination_session_id},
      FieldOf{"disconnectType", &Segment::disconnect_type},
      FieldOf{"errorCode", &Segment::error_code},
      FieldOf{"groupId", &Segment::group_id},
      FieldOf{"q850ResponseCodes", &Segment::q850_response_codes},
      FieldOf{"queueId", &Segment::queue_id},
      FieldOf{"requestedLanguageId", &Segment::requested_language_id},
      FieldOf{"requestedRoutingSkillIds", &Segment::requested_routing_skill_ids},
      FieldOf{"requestedRoutingUserIds", &Segment::requested_routing_user_ids},
      FieldOf{"segmentEnd", &Segment::segment_end},
      FieldOf{"segmentStart", &Segment::segment_start},
      FieldOf{"segmentType", &Segment::segment_type},
      FieldOf{"sipResponseCodes", &Segment::sip_response_codes},
      FieldOf{"sourceConversationId", &Segment::source_conversation_id},
      FieldOf{"sourceSessionId", &Segment::source_session_id},
      FieldOf{"subject", &Segment::subject},
      FieldOf{"videoMuted", &Segment::video_muted},
      FieldOf{"wrapUpCode", &Segment::wrap_up_code},
      FieldOf{"wrapUpNote", &Segment::wrap_up_note},
      FieldOf{"wrapUpTags", &Segment::wrap_up_tags},
      FieldOf{"scoredAgents", &Segment::scored_agents},
      FieldOf{"properties", &Segment::properties}};
};

template <>
struct Fields<FlowOutcome> {
  static constexpr std::tuple list{
      FieldOf{"flowOutcome", &FlowOutcome::flow_outcome},
      FieldOf{"flowOutcomeEndTimestamp", &FlowOutcome::flow_outcome_end_timestamp},
      FieldOf{"flowOutcomeId", &FlowOutcome::flow_outcome_id},
      FieldOf{"flowOutcomeStartTimestamp", &FlowOutcome::flow_outcome_start_timestamp},
      FieldOf{"flowOutcomeValue", &FlowOutcome::flow_outcome_value}};
};

template <>
struct Fields<Flow> {
  static constexpr std::tuple list{FieldOf{"endingLanguage", &Flow::ending_language},
                                   FieldOf{"entryReason", &Flow::entry_reason},
                                   FieldOf{"entryType", &Flow::entry_type},
                                   FieldOf{"exitReason", &Flow::exit_reason},
                                   FieldOf{"flowId", &Flow::flow_id},
                                   FieldOf{"flowName", &Flow::flow_name},
                                   FieldOf{"flowType", &Flow::flow_type},
                                   FieldOf{"flowVersion", &Flow::flow_version},
                                   FieldOf{"issuedCallback", &Flow::issued_callback},
                                   FieldOf{"recognitionFailureReason", &Flow::recognition_failure_reason},
                                   FieldOf{"startingLanguage", &Flow::starting_language},
                                   FieldOf{"transferTargetAddress", &Flow::transfer_target_address},
                                   FieldOf{"transferTargetName", &Flow::transfer_target_name},
                                   FieldOf{"transferType", &Flow::transfer_type},
                                   FieldOf{"outcomes", &Flow::outcomes}};
};

template <>
struct Fields<SessionMetric> {
  static constexpr std::tuple list{FieldOf{"emitDate", &SessionMetric::emit_date},
                                   FieldOf{"name", &SessionMetric::name},
                                   FieldOf{"value", &SessionMetric::value}};
};

template <>
struct Fields<MediaEndpointStat> {
  static constexpr std::tuple list{FieldOf{"codecs", &MediaEndpointStat::codecs},
                                   FieldOf{"discardedPackets", &MediaEndpointStat::discarded_packets},
                                   FieldOf{"duplicatePackets", &MediaEndpointStat::duplicate_packets},
                                   FieldOf{"eventTime", &MediaEndpointStat::event_time},
                                   FieldOf{"invalidPackets", &MediaEndpointStat::invalid_packets},
                                   FieldOf{"maxLatencyMs", &MediaEndpointStat::max_latency_ms},
                                   FieldOf{"minMos", &MediaEndpointStat::min_mos},
                                   FieldOf{"minRFactor", &MediaEndpointStat::min_r_factor},
                                   FieldOf{"overrunPackets", &MediaEndpointStat::overrun_packets},
                                   FieldOf{"receivedPackets", &MediaEndpointStat::received_packets},
                                   FieldOf{"underrunPackets", &MediaEndpointStat::underrun_packets}};
};

template <>
struct Fields<AgentGroup> {
  static constexpr std::tuple list{FieldOf{"agentGroupId", &AgentGroup::agent_group_id},
                                   FieldOf{"agentGroupType", &AgentGroup::agent_group_type}};
};

template <>
struct Fields<ProposedAgent> {
  static constexpr std::tuple list{FieldOf{"agentRank", &ProposedAgent::agent_rank},
                                   FieldOf{"proposedAgentId", &ProposedAgent::proposed_agent_id}};
};

template <>
struct Fields<Session> {
  static constexpr std::tuple list{
      FieldOf{"activeSkillIds", &Session::active_skill_ids},
      FieldOf{"acwSkipped", &Session::acw_skipped},
      FieldOf{"addressFrom", &Session::address_from},
      FieldOf{"addressOther", &Session::address_other},
      FieldOf{"addressSelf", &Session::address_self},
      FieldOf{"addressTo", &Session::address_to},
      FieldOf{"agentAssistantId", &Session::agent_assistant_id},
      FieldOf{"agentBullseyeRing", &Session::agent_bullseye_ring},
      FieldOf{"agentOwned", &Session::agent_owned},
      FieldOf{"ani", &Session::ani},
      FieldOf{"assignerId", &Session::assigner_id},
      FieldOf{"authenticated", &Session::authenticated},
      FieldOf{"bargedParticipantId", &Session::barged_participant_id},
      FieldOf{"bcc", &Session::bcc},
      FieldOf{"callbackNumbers", &Session::callback_numbers},
      FieldOf{"callbackScheduledTime", &Session::callback_scheduled_time},
      FieldOf{"callbackUserName", &Session::callback_user_name},
      FieldOf{"cc", &Session::cc},
      FieldOf{"cleared", &Session::cleared},
      FieldOf{"coachedParticipantId", &Session::coached_participant_id},
      FieldOf{"cobrowseRole", &Session::cobrowse_role},
      FieldOf{"cobrowseRoomId", &Session::cobrowse_room_id},
      FieldOf{"deliveryPushed", &Session::delivery_pushed},
      FieldOf{"deliveryStatus", &Session::delivery_status},
      FieldOf{"deliveryStatusChangeDate", &Session::delivery_status_change_date},
      FieldOf{"destinationAddresses", &Session::destination_addresses},
      FieldOf{"detectedSpeechEnd", &Session::detected_speech_end},
      FieldOf{"detectedSpeechStart", &Session::detected_speech_start},
      FieldOf{"direction", &Session::direction},
      FieldOf{"dispositionAnalyzer", &Session::disposition_analyzer},
      FieldOf{"dispositionName", &Session::disposition_name},
      FieldOf{"dnis", &Session::dnis},
      FieldOf{"edgeId", &Session::edge_id},
      FieldOf{"eligibleAgentCounts", &Session::eligible_agent_counts},
      FieldOf{"engagementSource", &Session::engagement_source},
      FieldOf{"errorCodeDescription", &Session::error_code_description},
      FieldOf{"extendedDeliveryStatus", &Session::extended_delivery_status},
      FieldOf{"flowInType", &Session::flow_in_type},
      FieldOf{"flowOutType", &Session::flow_out_type},
      FieldOf{"journeyActionId", &Session::journey_action_id},
      FieldOf{"journeyActionMapId", &Session::journey_action_map_id},
      FieldOf{"journeyActionMapVersion", &Session::journey_action_map_version},
      FieldOf{"journeyCustomerId", &Session::journey_customer_id},
      FieldOf{"journeyCustomerIdType", &Session::journey_customer_id_type},
      FieldOf{"journeyCustomerSessionId", &Session::journey_customer_session_id},
      FieldOf{"journeyCustomerSessionIdType", &Session::journey_customer_session_id_type},
      FieldOf{"mediaBridgeId", &Session::media_bridge_id},
      FieldOf{"mediaCount", &Session::media_count},
      FieldOf{"mediaType", &Session::media_type},
      FieldOf{"messageType", &Session::message_type},
      FieldOf{"monitoredParticipantId", &Session::monitored_participant_id},
      FieldOf{"outboundCampaignId", &Session::outbound_campaign_id},
      FieldOf{"outboundContactId", &Session::outbound_contact_id},
      FieldOf{"outboundContactListId", &Session::outbound_contact_list_id},
      FieldOf{"peerId", &Session::peer_id},
      FieldOf{"protocolCallId", &Session::protocol_call_id},
      FieldOf{"provider", &Session::provider},
      FieldOf{"recording", &Session::recording},
      FieldOf{"remote", &Session::remote},
      FieldOf{"remoteNameDisplayable", &Session::remote_name_displayable},
      FieldOf{"removedSkillIds", &Session::removed_skill_ids},
      FieldOf{"requestedRoutings", &Session::requested_routings},
      FieldOf{"roomId", &Session::room_id},
      FieldOf{"routingRing", &Session::routing_ring},
      FieldOf{"routingRule", &Session::routing_rule},
      FieldOf{"routingRuleType", &Session::routing_rule_type},
      FieldOf{"screenMonitoredUserId", &Session::screen_monitored_user_id},
      FieldOf{"screenShareAddressSelf", &Session::screen_share_address_self},
      FieldOf{"screenShareRoomId", &Session::screen_share_room_id},
      FieldOf{"scriptId", &Session::script_id},
      FieldOf{"selectedAgentId", &Session::selected_agent_id},
      FieldOf{"selectedAgentRank", &Session::selected_agent_rank},
      FieldOf{"sessionDnis", &Session::session_dnis},
      FieldOf{"sessionId", &Session::session_id},
      FieldOf{"sharingScreen", &Session::sharing_screen},
      FieldOf{"skillExpressionId", &Session::skill_expression_id},
      FieldOf{"skipEnabled", &Session::skip_enabled},
      FieldOf{"snippetRecording", &Session::snippet_recording},
      FieldOf{"timeoutSeconds", &Session::timeout_seconds},
      FieldOf{"usedRouting", &Session::used_routing},
      FieldOf{"videoAddressSelf", &Session::video_address_self},
      FieldOf{"videoRoomId", &Session::video_room_id},
      FieldOf{"waitingInteractionCounts", &Session::waiting_interaction_counts},
      FieldOf{"agentGroups", &Session::agent_groups},
      FieldOf{"proposedAgents", &Session::proposed_agents},
      FieldOf{"mediaEndpointStats", &Session::media_endpoint_stats},
      FieldOf{"flow", &Session::flow},
      FieldOf{"metrics", &Session::metrics},
      FieldOf{"segments", &Session::segments}};
};

}  // namespace nowthen::genesys::platform
