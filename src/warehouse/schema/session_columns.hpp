#pragma once
#include <nowthen/model/session.hpp>

#include "warehouse/schema/columns.hpp"

namespace nowthen::warehouse {

template <>
struct Columns<AgentGroup> {
  static constexpr std::tuple list{
      member("agent_group_id", &AgentGroup::agent_group_id, "group"),
      member("agent_group_type", &AgentGroup::agent_group_type, "what kind of group"),
      extra(&AgentGroup::extra)};
};

template <>
struct Columns<ProposedAgent> {
  static constexpr std::tuple list{member("agent_rank", &ProposedAgent::agent_rank, "0 is the best"),
                                   member("proposed_agent_id", &ProposedAgent::proposed_agent_id, "user"),
                                   extra(&ProposedAgent::extra)};
};

template <>
struct Columns<SessionMetric> {
  static constexpr std::tuple list{
      member("name", &SessionMetric::name,
             "`tTalk`, `nOffered`, ...; `t` durations, `n` counts, `o` other values"),
      member("value", &SessionMetric::value, "the value", "ms where `name` begins with `t`"),
      member("emit_date", &SessionMetric::emit_date, "when it was measured"), extra(&SessionMetric::extra)};
};

template <>
struct Columns<MediaEndpointStat> {
  static constexpr std::tuple list{
      member("event_time", &MediaEndpointStat::event_time, "when it was measured"),
      member("codecs", &MediaEndpointStat::codecs, "codecs in use"),
      member("min_mos", &MediaEndpointStat::min_mos, "lowest mean opinion score", "1 to 5"),
      member("min_r_factor", &MediaEndpointStat::min_r_factor, "lowest R-factor", "0 to 100"),
      member("max_latency_ms", &MediaEndpointStat::max_latency_ms, "longest latency", "ms"),
      member("received_packets", &MediaEndpointStat::received_packets, "packets received", "packets"),
      member("discarded_packets", &MediaEndpointStat::discarded_packets, "packets that came too late",
             "packets"),
      member("duplicate_packets", &MediaEndpointStat::duplicate_packets, "packets that came again",
             "packets"),
      member("invalid_packets", &MediaEndpointStat::invalid_packets, "packets that were unsound", "packets"),
      member("overrun_packets", &MediaEndpointStat::overrun_packets, "packets for which there was no room",
             "packets"),
      member("underrun_packets", &MediaEndpointStat::underrun_packets, "packets missing when they were due",
             "packets"),
      extra(&MediaEndpointStat::extra)};
};

template <>
struct Columns<Session> {
  static constexpr std::tuple list{
      member("session_id", &Session::session_id, "the session's id"),
      member("media_type", &Session::media_type, "`voice`, `chat`, `email`, `message`, `callback`, ..."),
      member("direction", &Session::direction, "`inbound` or `outbound`"),
      member("used_routing", &Session::used_routing, "how the agent was found: `Standard`, `Manual`, ..."),
      member("requested_routings", &Session::requested_routings, "ways of routing asked for"),
      member("ani", &Session::ani, "who called"),
      member("dnis", &Session::dnis, "what was called"),
      member("session_dnis", &Session::session_dnis, "what this session called"),
      member("address_from", &Session::address_from, "address of the sender"),
      member("address_to", &Session::address_to, "address of the receiver"),
      member("address_self", &Session::address_self, "address of this side"),
      member("address_other", &Session::address_other, "address of the other side"),
      member("cc", &Session::cc, "further receivers of an e-mail"),
      member("bcc", &Session::bcc, "hidden receivers of an e-mail"),
      member("destination_addresses", &Session::destination_addresses, "addresses sent to"),
      member("remote", &Session::remote, "the other side's name"),
      member("remote_name_displayable", &Session::remote_name_displayable,
             "the other side's name, for people"),
      member("peer_id", &Session::peer_id, "session at the other side; a customer's names its last agent's"),
      member("provider", &Session::provider, "what carried it, such as `Edge`"),
      member("edge_id", &Session::edge_id, "edge that carried it"),
      member("protocol_call_id", &Session::protocol_call_id, "call id of SIP"),
      member("media_bridge_id", &Session::media_bridge_id, "media bridge"),
      member("media_count", &Session::media_count, "attachments of a message", "attachments"),
      member("message_type", &Session::message_type, "service of a message, such as `sms`"),
      member("recording", &Session::recording, "whether it was recorded"),
      member("snippet_recording", &Session::snippet_recording, "whether a part was recorded"),
      member("authenticated", &Session::authenticated, "whether the customer was known for sure"),
      member("acw_skipped", &Session::acw_skipped, "whether wrap-up was skipped"),
      member("agent_owned", &Session::agent_owned, "whether a call-back belongs to one agent"),
      member("agent_assistant_id", &Session::agent_assistant_id, "assistant of the agent"),
      member("agent_bullseye_ring", &Session::agent_bullseye_ring, "ring the agent was found in"),
      member("routing_ring", &Session::routing_ring, "ring that routing had come to"),
      member("routing_rule", &Session::routing_rule, "rule of conditional routing"),
      member("routing_rule_type", &Session::routing_rule_type, "kind of that rule"),
      member("selected_agent_id", &Session::selected_agent_id, "agent that predictive routing chose"),
      member("selected_agent_rank", &Session::selected_agent_rank, "that agent's rank; 0 is the best"),
      member("active_skill_ids", &Session::active_skill_ids, "skills that were matched"),
      member("removed_skill_ids", &Session::removed_skill_ids, "skills that routing gave up"),
      member("skill_expression_id", &Session::skill_expression_id, "skill expression"),
      member("eligible_agent_counts", &Session::eligible_agent_counts, "agents that could be chosen, by ring",
             "agents"),
      member("waiting_interaction_counts", &Session::waiting_interaction_counts,
             "interactions that waited, by queue", "interactions"),
      member("assigner_id", &Session::assigner_id, "user who assigned it by hand"),
      member("script_id", &Session::script_id, "script"),
      member("outbound_campaign_id", &Session::outbound_campaign_id, "campaign"),
      member("outbound_contact_id", &Session::outbound_contact_id, "contact of the campaign; no UUID"),
      member("outbound_contact_list_id", &Session::outbound_contact_list_id, "list of contacts"),
      member("disposition_analyzer", &Session::disposition_analyzer, "what judged the outcome of dialling"),
      member("disposition_name", &Session::disposition_name, "that outcome"),
      member("detected_speech_start", &Session::detected_speech_start, "begin of what was heard"),
      member("detected_speech_end", &Session::detected_speech_end, "end of what was heard"),
      member("skip_enabled", &Session::skip_enabled, "whether a preview may be skipped"),
      member("timeout_seconds", &Session::timeout_seconds, "how long a preview may take", "s"),
      member("callback_numbers", &Session::callback_numbers, "numbers to call back"),
      member("callback_scheduled_time", &Session::callback_scheduled_time,
             "when to call back; in old records the time of the query"),
      member("callback_user_name", &Session::callback_user_name, "whom to call back"),
      member("flow_in_type", &Session::flow_in_type, "kind of flow it came from"),
      member("flow_out_type", &Session::flow_out_type, "kind of flow it went to"),
      member("journey_action_id", &Session::journey_action_id, "action of a customer journey"),
      member("journey_action_map_id", &Session::journey_action_map_id, "action map"),
      member("journey_action_map_version", &Session::journey_action_map_version, "version of the action map"),
      member("journey_customer_id", &Session::journey_customer_id, "customer of the journey"),
      member("journey_customer_id_type", &Session::journey_customer_id_type, "kind of that id"),
      member("journey_customer_session_id", &Session::journey_customer_session_id, "session of the journey"),
      member("journey_customer_session_id_type", &Session::journey_customer_session_id_type,
             "kind of that id"),
      member("delivery_status", &Session::delivery_status, "what became of a message"),
      member("delivery_status_change_date", &Session::delivery_status_change_date, "since when"),
      member("extended_delivery_status", &Session::extended_delivery_status, "the same in more detail"),
      member("delivery_pushed", &Session::delivery_pushed, "whether it was pushed to the agent"),
      member("engagement_source", &Session::engagement_source, "where the customer began"),
      member("error_code_description", &Session::error_code_description, "what an error code means"),
      member("cleared", &Session::cleared, "whether it was cleared without an agent"),
      member("monitored_participant_id", &Session::monitored_participant_id, "who was monitored"),
      member("coached_participant_id", &Session::coached_participant_id, "who was coached"),
      member("barged_participant_id", &Session::barged_participant_id, "who was barged in on"),
      member("screen_monitored_user_id", &Session::screen_monitored_user_id, "whose screen was monitored"),
      member("screen_share_address_self", &Session::screen_share_address_self,
             "address for sharing the screen"),
      member("screen_share_room_id", &Session::screen_share_room_id, "room for sharing the screen"),
      member("sharing_screen", &Session::sharing_screen, "whether the screen was shared"),
      member("cobrowse_role", &Session::cobrowse_role, "part in browsing together"),
      member("cobrowse_room_id", &Session::cobrowse_room_id, "room for browsing together"),
      member("video_address_self", &Session::video_address_self, "address for video"),
      member("video_room_id", &Session::video_room_id, "room for video"),
      member("room_id", &Session::room_id, "room of a chat"),
      member("agent_groups", &Session::agent_groups, "list of `{agent_group_id, agent_group_type}`"),
      member("proposed_agents", &Session::proposed_agents, "list of `{agent_rank, proposed_agent_id}`"),
      extra(&Session::extra),
      rows("media_endpoint_stats", &Session::media_endpoint_stats),
      rows("flow", &Session::flow),
      rows("metrics", &Session::metrics),
      rows("segments", &Session::segments)};
};

}  // namespace nowthen::warehouse
