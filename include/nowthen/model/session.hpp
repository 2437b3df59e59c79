#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/flow.hpp>
#include <nowthen/model/segment.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One measurement of a session.
struct SessionMetric {
  std::optional<Instant> emit_date;
  std::string name;                   ///< `tTalk`, `nOffered`, ... Durations begin with `t`.
  std::optional<std::int64_t> value;  ///< Milliseconds for durations.
  std::string extra;                  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const SessionMetric&) const = default;
};

/// Quality of the media at one end of a session.
struct MediaEndpointStat {
  std::vector<std::string> codecs;
  std::optional<std::int64_t> discarded_packets;
  std::optional<std::int64_t> duplicate_packets;
  std::optional<Instant> event_time;
  std::optional<std::int64_t> invalid_packets;
  std::optional<std::int64_t> max_latency_ms;
  std::optional<double> min_mos;  ///< 1 to 5.
  std::optional<double> min_r_factor;
  std::optional<std::int64_t> overrun_packets;
  std::optional<std::int64_t> received_packets;
  std::optional<std::int64_t> underrun_packets;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const MediaEndpointStat&) const = default;
};

/// A group of agents that routing looked at.
struct AgentGroup {
  std::string agent_group_id;
  std::string agent_group_type;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const AgentGroup&) const = default;
};

/// An agent that predictive routing proposed.
struct ProposedAgent {
  std::optional<std::int64_t> agent_rank;  ///< 0 is the best.
  std::string proposed_agent_id;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ProposedAgent&) const = default;
};

/// One participant's use of one medium.
struct Session {
  std::vector<std::string> active_skill_ids;
  std::optional<bool> acw_skipped;
  std::string address_from;
  std::string address_other;
  std::string address_self;
  std::string address_to;
  std::string agent_assistant_id;
  std::optional<std::int64_t> agent_bullseye_ring;
  std::optional<bool> agent_owned;
  std::string ani;
  std::string assigner_id;
  std::optional<bool> authenticated;
  std::string barged_participant_id;
  std::vector<std::string> bcc;
  std::vector<std::string> callback_numbers;
  std::optional<Instant> callback_scheduled_time;  ///< In old records the time of the query.
  std::string callback_user_name;
  std::vector<std::string> cc;
  std::optional<bool> cleared;
  std::string coached_participant_id;
  std::string cobrowse_role;
  std::string cobrowse_room_id;
  std::optional<bool> delivery_pushed;
  std::string delivery_status;
  std::optional<Instant> delivery_status_change_date;
  std::vector<std::string> destination_addresses;
  std::optional<Instant> detected_speech_end;
  std::optional<Instant> detected_speech_start;
  std::string direction;
  std::string disposition_analyzer;
  std::string disposition_name;
  std::string dnis;
  std::string edge_id;
  std::vector<std::int64_t> eligible_agent_counts;
  std::string engagement_source;
  std::string error_code_description;
  std::string extended_delivery_status;
  std::string flow_in_type;
  std::string flow_out_type;
  std::string journey_action_id;
  std::string journey_action_map_id;
  std::optional<std::int64_t> journey_action_map_version;
  std::string journey_customer_id;
  std::string journey_customer_id_type;
  std::string journey_customer_session_id;
  std::string journey_customer_session_id_type;
  std::string media_bridge_id;
  std::optional<std::int64_t> media_count;
  std::string media_type;  ///< `voice`, `chat`, `email`, `message`, `callback`, ...
  std::string message_type;
  std::string monitored_participant_id;
  std::string outbound_campaign_id;
  std::string outbound_contact_id;
  std::string outbound_contact_list_id;
  std::string peer_id;
  std::string protocol_call_id;
  std::string provider;
  std::optional<bool> recording;
  std::string remote;
  std::string remote_name_displayable;
  std::vector<std::string> removed_skill_ids;
  std::vector<std::string> requested_routings;
  std::string room_id;
  std::optional<std::int64_t> routing_ring;
  std::string routing_rule;
  std::string routing_rule_type;
  std::string screen_monitored_user_id;
  std::string screen_share_address_self;
  std::string screen_share_room_id;
  std::string script_id;
  std::string selected_agent_id;
  std::optional<std::int64_t> selected_agent_rank;
  std::string session_dnis;
  SessionId session_id;
  std::optional<bool> sharing_screen;
  std::string skill_expression_id;
  std::optional<bool> skip_enabled;
  std::optional<bool> snippet_recording;
  std::optional<std::int64_t> timeout_seconds;
  std::string used_routing;
  std::string video_address_self;
  std::string video_room_id;
  std::vector<std::int64_t> waiting_interaction_counts;
  std::vector<AgentGroup> agent_groups;
  std::vector<ProposedAgent> proposed_agents;
  std::vector<MediaEndpointStat> media_endpoint_stats;
  std::optional<Flow> flow;            ///< May come only after the flow has ended.
  std::vector<SessionMetric> metrics;  ///< By `emit_date`, then `name`; names repeat.
  std::vector<Segment> segments;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Session&) const = default;
};

}  // namespace nowthen
