CREATE TABLE conversation (
  conversation_id VARCHAR NOT NULL,
  conversation_start TIMESTAMPTZ,
  conversation_end TIMESTAMPTZ,
  duration_ms BIGINT,
  originating_direction VARCHAR,
  conversation_initiator VARCHAR,
  customer_participation BOOLEAN,
  division_ids VARCHAR[],
  access_attributes VARCHAR[],
  associated_conversation_id VARCHAR,
  conference_start TIMESTAMPTZ,
  consultation_conversation_ids VARCHAR[],
  external_tag VARCHAR,
  inactivity_timeout TIMESTAMPTZ,
  knowledge_base_ids VARCHAR[],
  media_stats_min_conversation_mos DOUBLE,
  media_stats_min_conversation_r_factor DOUBLE,
  originating_social_media_public BOOLEAN,
  self_served BOOLEAN,
  has_metrics BOOLEAN,
  extra VARCHAR,
  as_of TIMESTAMPTZ,
  surface VARCHAR,
  attributes_as_of TIMESTAMPTZ,
  first_seen_at TIMESTAMPTZ,
  seen_live_at TIMESTAMPTZ,
  seen_sync_at TIMESTAMPTZ,
  seen_job_at TIMESTAMPTZ,
  seen_by_id_at TIMESTAMPTZ,
  seen_import_at TIMESTAMPTZ,
  settled_at TIMESTAMPTZ,
  revision BIGINT,
  content_hash VARCHAR,
  attributes_hash VARCHAR,
  deleted_at TIMESTAMPTZ,
  archive_segment BIGINT,
  archive_offset BIGINT,
  archive_record BIGINT
);
COMMENT ON TABLE conversation IS 'a conversation, as its latest readings show it';
COMMENT ON COLUMN conversation.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN conversation.conversation_start IS 'begin';
COMMENT ON COLUMN conversation.conversation_end IS 'end; NULL while it goes on, even when all its segments have ended';
COMMENT ON COLUMN conversation.duration_ms IS 'from begin to end; NULL while it goes on [ms]';
COMMENT ON COLUMN conversation.originating_direction IS '`inbound` or `outbound`';
COMMENT ON COLUMN conversation.conversation_initiator IS 'purpose of who began; can be `agent` where the customer called';
COMMENT ON COLUMN conversation.customer_participation IS 'whether a customer took part';
COMMENT ON COLUMN conversation.division_ids IS 'divisions';
COMMENT ON COLUMN conversation.access_attributes IS 'attributes that restrict access';
COMMENT ON COLUMN conversation.associated_conversation_id IS 'conversation it belongs to';
COMMENT ON COLUMN conversation.conference_start IS 'begin of its conference';
COMMENT ON COLUMN conversation.consultation_conversation_ids IS 'conversations that agents had about it';
COMMENT ON COLUMN conversation.external_tag IS 'tag set from outside';
COMMENT ON COLUMN conversation.inactivity_timeout IS 'when silence ends it';
COMMENT ON COLUMN conversation.knowledge_base_ids IS 'knowledge bases in use';
COMMENT ON COLUMN conversation.media_stats_min_conversation_mos IS 'lowest mean opinion score [1 to 5]';
COMMENT ON COLUMN conversation.media_stats_min_conversation_r_factor IS 'lowest R-factor [0 to 100]';
COMMENT ON COLUMN conversation.originating_social_media_public IS 'whether it began in public';
COMMENT ON COLUMN conversation.self_served IS 'whether the customer needed no agent';
COMMENT ON COLUMN conversation.has_metrics IS 'whether any session has metrics; old records have none';
COMMENT ON COLUMN conversation.extra IS 'fields that this version does not know, and known ones that came empty';
COMMENT ON COLUMN conversation.as_of IS 'instant at which the reading that won was true';
COMMENT ON COLUMN conversation.surface IS 'where that came from: `sync`, `job`, `by_id`, `live`, `import`';
COMMENT ON COLUMN conversation.attributes_as_of IS 'the same of the participants'' attributes';
COMMENT ON COLUMN conversation.first_seen_at IS 'earliest reading of any kind';
COMMENT ON COLUMN conversation.seen_live_at IS 'latest live event';
COMMENT ON COLUMN conversation.seen_sync_at IS 'latest reading by the details query';
COMMENT ON COLUMN conversation.seen_job_at IS 'latest reading by a job';
COMMENT ON COLUMN conversation.seen_by_id_at IS 'latest reading by its id';
COMMENT ON COLUMN conversation.seen_import_at IS 'latest reading from a file';
COMMENT ON COLUMN conversation.settled_at IS 'since when its window counts as settled';
COMMENT ON COLUMN conversation.revision IS 'how often its content was new [from 1]';
COMMENT ON COLUMN conversation.content_hash IS 'hash of what it says, attributes left out; hexadecimal';
COMMENT ON COLUMN conversation.attributes_hash IS 'hash of the participants'' attributes; NULL while none were read';
COMMENT ON COLUMN conversation.deleted_at IS 'since when no surface knows it; its row here is all that is left of it';
COMMENT ON COLUMN conversation.archive_segment IS 'segment of the archive with its bytes';
COMMENT ON COLUMN conversation.archive_offset IS 'begin of their page in the segment [bytes]';
COMMENT ON COLUMN conversation.archive_record IS 'which record of that page [from 0]';
CREATE TABLE participant (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  participant_id VARCHAR,
  participant_name VARCHAR,
  purpose VARCHAR,
  user_id VARCHAR,
  team_id VARCHAR,
  external_contact_id VARCHAR,
  external_organization_id VARCHAR,
  flagged_reason VARCHAR,
  screen_recording BOOLEAN,
  extra VARCHAR
);
COMMENT ON TABLE participant IS 'a person or a part of the system in a conversation; in no order of time';
COMMENT ON COLUMN participant.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN participant.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN participant.participant_id IS 'the participant''s id';
COMMENT ON COLUMN participant.participant_name IS 'the participant''s name';
COMMENT ON COLUMN participant.purpose IS '`customer`, `agent`, `acd`, `ivr`, `outbound`, ...';
COMMENT ON COLUMN participant.user_id IS 'user, where it is one';
COMMENT ON COLUMN participant.team_id IS 'the user''s team';
COMMENT ON COLUMN participant.external_contact_id IS 'contact, where it is known';
COMMENT ON COLUMN participant.external_organization_id IS 'the contact''s organisation';
COMMENT ON COLUMN participant.flagged_reason IS 'why it was flagged';
COMMENT ON COLUMN participant.screen_recording IS 'whether the screen was recorded';
COMMENT ON COLUMN participant.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE participant_attribute (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  attribute_index BIGINT NOT NULL,
  participant_id VARCHAR,
  name VARCHAR,
  value VARCHAR
);
COMMENT ON TABLE participant_attribute IS 'an attribute of a participant, told by its id: `participant_index` is that of the reading it comes from, which only jobs have';
COMMENT ON COLUMN participant_attribute.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN participant_attribute.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN participant_attribute.attribute_index IS 'which attribute of it, from 0';
COMMENT ON COLUMN participant_attribute.participant_id IS 'the participant''s id';
COMMENT ON COLUMN participant_attribute.name IS 'the attribute''s name; may contain spaces';
COMMENT ON COLUMN participant_attribute.value IS 'its value; may be empty, or JSON';
CREATE TABLE session (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  session_index BIGINT NOT NULL,
  participant_id VARCHAR,
  purpose VARCHAR,
  user_id VARCHAR,
  queue_id VARCHAR,
  session_id VARCHAR,
  media_type VARCHAR,
  direction VARCHAR,
  used_routing VARCHAR,
  requested_routings VARCHAR[],
  ani VARCHAR,
  dnis VARCHAR,
  session_dnis VARCHAR,
  address_from VARCHAR,
  address_to VARCHAR,
  address_self VARCHAR,
  address_other VARCHAR,
  cc VARCHAR[],
  bcc VARCHAR[],
  destination_addresses VARCHAR[],
  remote VARCHAR,
  remote_name_displayable VARCHAR,
  peer_id VARCHAR,
  provider VARCHAR,
  edge_id VARCHAR,
  protocol_call_id VARCHAR,
  media_bridge_id VARCHAR,
  media_count BIGINT,
  message_type VARCHAR,
  recording BOOLEAN,
  snippet_recording BOOLEAN,
  authenticated BOOLEAN,
  acw_skipped BOOLEAN,
  agent_owned BOOLEAN,
  agent_assistant_id VARCHAR,
  agent_bullseye_ring BIGINT,
  routing_ring BIGINT,
  routing_rule VARCHAR,
  routing_rule_type VARCHAR,
  selected_agent_id VARCHAR,
  selected_agent_rank BIGINT,
  active_skill_ids VARCHAR[],
  removed_skill_ids VARCHAR[],
  skill_expression_id VARCHAR,
  eligible_agent_counts BIGINT[],
  waiting_interaction_counts BIGINT[],
  assigner_id VARCHAR,
  script_id VARCHAR,
  outbound_campaign_id VARCHAR,
  outbound_contact_id VARCHAR,
  outbound_contact_list_id VARCHAR,
  disposition_analyzer VARCHAR,
  disposition_name VARCHAR,
  detected_speech_start TIMESTAMPTZ,
  detected_speech_end TIMESTAMPTZ,
  skip_enabled BOOLEAN,
  timeout_seconds BIGINT,
  callback_numbers VARCHAR[],
  callback_scheduled_time TIMESTAMPTZ,
  callback_user_name VARCHAR,
  flow_in_type VARCHAR,
  flow_out_type VARCHAR,
  journey_action_id VARCHAR,
  journey_action_map_id VARCHAR,
  journey_action_map_version BIGINT,
  journey_customer_id VARCHAR,
  journey_customer_id_type VARCHAR,
  journey_customer_session_id VARCHAR,
  journey_customer_session_id_type VARCHAR,
  delivery_status VARCHAR,
  delivery_status_change_date TIMESTAMPTZ,
  extended_delivery_status VARCHAR,
  delivery_pushed BOOLEAN,
  engagement_source VARCHAR,
  error_code_description VARCHAR,
  cleared BOOLEAN,
  monitored_participant_id VARCHAR,
  coached_participant_id VARCHAR,
  barged_participant_id VARCHAR,
  screen_monitored_user_id VARCHAR,
  screen_share_address_self VARCHAR,
  screen_share_room_id VARCHAR,
  sharing_screen BOOLEAN,
  cobrowse_role VARCHAR,
  cobrowse_room_id VARCHAR,
  video_address_self VARCHAR,
  video_room_id VARCHAR,
  room_id VARCHAR,
  agent_groups VARCHAR,
  proposed_agents VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE session IS 'a participant''s use of one medium';
COMMENT ON COLUMN session.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN session.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN session.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN session.participant_id IS 'the participant''s id';
COMMENT ON COLUMN session.purpose IS 'the participant''s purpose';
COMMENT ON COLUMN session.user_id IS 'the participant''s user';
COMMENT ON COLUMN session.queue_id IS 'queue of the session: that of its first segment with one';
COMMENT ON COLUMN session.session_id IS 'the session''s id';
COMMENT ON COLUMN session.media_type IS '`voice`, `chat`, `email`, `message`, `callback`, ...';
COMMENT ON COLUMN session.direction IS '`inbound` or `outbound`';
COMMENT ON COLUMN session.used_routing IS 'how the agent was found: `Standard`, `Manual`, ...';
COMMENT ON COLUMN session.requested_routings IS 'ways of routing asked for';
COMMENT ON COLUMN session.ani IS 'who called';
COMMENT ON COLUMN session.dnis IS 'what was called';
COMMENT ON COLUMN session.session_dnis IS 'what this session called';
COMMENT ON COLUMN session.address_from IS 'address of the sender';
COMMENT ON COLUMN session.address_to IS 'address of the receiver';
COMMENT ON COLUMN session.address_self IS 'address of this side';
COMMENT ON COLUMN session.address_other IS 'address of the other side';
COMMENT ON COLUMN session.cc IS 'further receivers of an e-mail';
COMMENT ON COLUMN session.bcc IS 'hidden receivers of an e-mail';
COMMENT ON COLUMN session.destination_addresses IS 'addresses sent to';
COMMENT ON COLUMN session.remote IS 'the other side''s name';
COMMENT ON COLUMN session.remote_name_displayable IS 'the other side''s name, for people';
COMMENT ON COLUMN session.peer_id IS 'session at the other side; a customer''s names its last agent''s';
COMMENT ON COLUMN session.provider IS 'what carried it, such as `Edge`';
COMMENT ON COLUMN session.edge_id IS 'edge that carried it';
COMMENT ON COLUMN session.protocol_call_id IS 'call id of SIP';
COMMENT ON COLUMN session.media_bridge_id IS 'media bridge';
COMMENT ON COLUMN session.media_count IS 'attachments of a message [attachments]';
COMMENT ON COLUMN session.message_type IS 'service of a message, such as `sms`';
COMMENT ON COLUMN session.recording IS 'whether it was recorded';
COMMENT ON COLUMN session.snippet_recording IS 'whether a part was recorded';
COMMENT ON COLUMN session.authenticated IS 'whether the customer was known for sure';
COMMENT ON COLUMN session.acw_skipped IS 'whether wrap-up was skipped';
COMMENT ON COLUMN session.agent_owned IS 'whether a call-back belongs to one agent';
COMMENT ON COLUMN session.agent_assistant_id IS 'assistant of the agent';
COMMENT ON COLUMN session.agent_bullseye_ring IS 'ring the agent was found in';
COMMENT ON COLUMN session.routing_ring IS 'ring that routing had come to';
COMMENT ON COLUMN session.routing_rule IS 'rule of conditional routing';
COMMENT ON COLUMN session.routing_rule_type IS 'kind of that rule';
COMMENT ON COLUMN session.selected_agent_id IS 'agent that predictive routing chose';
COMMENT ON COLUMN session.selected_agent_rank IS 'that agent''s rank; 0 is the best';
COMMENT ON COLUMN session.active_skill_ids IS 'skills that were matched';
COMMENT ON COLUMN session.removed_skill_ids IS 'skills that routing gave up';
COMMENT ON COLUMN session.skill_expression_id IS 'skill expression';
COMMENT ON COLUMN session.eligible_agent_counts IS 'agents that could be chosen, by ring [agents]';
COMMENT ON COLUMN session.waiting_interaction_counts IS 'interactions that waited, by queue [interactions]';
COMMENT ON COLUMN session.assigner_id IS 'user who assigned it by hand';
COMMENT ON COLUMN session.script_id IS 'script';
COMMENT ON COLUMN session.outbound_campaign_id IS 'campaign';
COMMENT ON COLUMN session.outbound_contact_id IS 'contact of the campaign; no UUID';
COMMENT ON COLUMN session.outbound_contact_list_id IS 'list of contacts';
COMMENT ON COLUMN session.disposition_analyzer IS 'what judged the outcome of dialling';
COMMENT ON COLUMN session.disposition_name IS 'that outcome';
COMMENT ON COLUMN session.detected_speech_start IS 'begin of what was heard';
COMMENT ON COLUMN session.detected_speech_end IS 'end of what was heard';
COMMENT ON COLUMN session.skip_enabled IS 'whether a preview may be skipped';
COMMENT ON COLUMN session.timeout_seconds IS 'how long a preview may take [s]';
COMMENT ON COLUMN session.callback_numbers IS 'numbers to call back';
COMMENT ON COLUMN session.callback_scheduled_time IS 'when to call back; in old records the time of the query';
COMMENT ON COLUMN session.callback_user_name IS 'whom to call back';
COMMENT ON COLUMN session.flow_in_type IS 'kind of flow it came from';
COMMENT ON COLUMN session.flow_out_type IS 'kind of flow it went to';
COMMENT ON COLUMN session.journey_action_id IS 'action of a customer journey';
COMMENT ON COLUMN session.journey_action_map_id IS 'action map';
COMMENT ON COLUMN session.journey_action_map_version IS 'version of the action map';
COMMENT ON COLUMN session.journey_customer_id IS 'customer of the journey';
COMMENT ON COLUMN session.journey_customer_id_type IS 'kind of that id';
COMMENT ON COLUMN session.journey_customer_session_id IS 'session of the journey';
COMMENT ON COLUMN session.journey_customer_session_id_type IS 'kind of that id';
COMMENT ON COLUMN session.delivery_status IS 'what became of a message';
COMMENT ON COLUMN session.delivery_status_change_date IS 'since when';
COMMENT ON COLUMN session.extended_delivery_status IS 'the same in more detail';
COMMENT ON COLUMN session.delivery_pushed IS 'whether it was pushed to the agent';
COMMENT ON COLUMN session.engagement_source IS 'where the customer began';
COMMENT ON COLUMN session.error_code_description IS 'what an error code means';
COMMENT ON COLUMN session.cleared IS 'whether it was cleared without an agent';
COMMENT ON COLUMN session.monitored_participant_id IS 'who was monitored';
COMMENT ON COLUMN session.coached_participant_id IS 'who was coached';
COMMENT ON COLUMN session.barged_participant_id IS 'who was barged in on';
COMMENT ON COLUMN session.screen_monitored_user_id IS 'whose screen was monitored';
COMMENT ON COLUMN session.screen_share_address_self IS 'address for sharing the screen';
COMMENT ON COLUMN session.screen_share_room_id IS 'room for sharing the screen';
COMMENT ON COLUMN session.sharing_screen IS 'whether the screen was shared';
COMMENT ON COLUMN session.cobrowse_role IS 'part in browsing together';
COMMENT ON COLUMN session.cobrowse_room_id IS 'room for browsing together';
COMMENT ON COLUMN session.video_address_self IS 'address for video';
COMMENT ON COLUMN session.video_room_id IS 'room for video';
COMMENT ON COLUMN session.room_id IS 'room of a chat';
COMMENT ON COLUMN session.agent_groups IS 'list of `{agent_group_id, agent_group_type}`';
COMMENT ON COLUMN session.proposed_agents IS 'list of `{agent_rank, proposed_agent_id}`';
COMMENT ON COLUMN session.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE segment (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  session_index BIGINT NOT NULL,
  segment_index BIGINT NOT NULL,
  purpose VARCHAR,
  user_id VARCHAR,
  media_type VARCHAR,
  direction VARCHAR,
  segment_type VARCHAR,
  segment_start TIMESTAMPTZ,
  segment_end TIMESTAMPTZ,
  duration_ms BIGINT,
  queue_id VARCHAR,
  disconnect_type VARCHAR,
  wrap_up_code VARCHAR,
  wrap_up_note VARCHAR,
  wrap_up_tags VARCHAR[],
  error_code VARCHAR,
  conference BOOLEAN,
  audio_muted BOOLEAN,
  video_muted BOOLEAN,
  group_id VARCHAR,
  subject VARCHAR,
  requested_language_id VARCHAR,
  requested_routing_skill_ids VARCHAR[],
  requested_routing_user_ids VARCHAR[],
  sip_response_codes BIGINT[],
  q850_response_codes BIGINT[],
  source_conversation_id VARCHAR,
  source_session_id VARCHAR,
  destination_conversation_id VARCHAR,
  destination_session_id VARCHAR,
  scored_agents VARCHAR,
  properties VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE segment IS 'a stretch of a session: alerting, interacting, on hold, wrapping up; not always in order of time';
COMMENT ON COLUMN segment.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN segment.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN segment.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN segment.segment_index IS 'which segment of it, from 0';
COMMENT ON COLUMN segment.purpose IS 'the participant''s purpose';
COMMENT ON COLUMN segment.user_id IS 'the participant''s user';
COMMENT ON COLUMN segment.media_type IS 'the session''s medium';
COMMENT ON COLUMN segment.direction IS 'the session''s direction';
COMMENT ON COLUMN segment.segment_type IS '`alert`, `interact`, `hold`, `wrapup`, ...';
COMMENT ON COLUMN segment.segment_start IS 'begin; may precede the conversation''s by milliseconds';
COMMENT ON COLUMN segment.segment_end IS 'end; NULL while it lasts';
COMMENT ON COLUMN segment.duration_ms IS 'from begin to end; NULL while it lasts [ms]';
COMMENT ON COLUMN segment.queue_id IS 'queue';
COMMENT ON COLUMN segment.disconnect_type IS 'what ended it: `client`, `peer`, `transfer`, ...';
COMMENT ON COLUMN segment.wrap_up_code IS 'id of the wrap-up code; not always a UUID';
COMMENT ON COLUMN segment.wrap_up_note IS 'the agent''s note; may be empty text';
COMMENT ON COLUMN segment.wrap_up_tags IS 'tags of the wrap-up';
COMMENT ON COLUMN segment.error_code IS 'error that ended it';
COMMENT ON COLUMN segment.conference IS 'whether it was part of a conference';
COMMENT ON COLUMN segment.audio_muted IS 'whether sound was muted';
COMMENT ON COLUMN segment.video_muted IS 'whether the picture was muted';
COMMENT ON COLUMN segment.group_id IS 'group';
COMMENT ON COLUMN segment.subject IS 'subject of an e-mail';
COMMENT ON COLUMN segment.requested_language_id IS 'language that routing looked for';
COMMENT ON COLUMN segment.requested_routing_skill_ids IS 'skills that routing looked for';
COMMENT ON COLUMN segment.requested_routing_user_ids IS 'users that routing looked for';
COMMENT ON COLUMN segment.sip_response_codes IS 'response codes of SIP';
COMMENT ON COLUMN segment.q850_response_codes IS 'cause codes of Q.850';
COMMENT ON COLUMN segment.source_conversation_id IS 'conversation it came from';
COMMENT ON COLUMN segment.source_session_id IS 'session it came from';
COMMENT ON COLUMN segment.destination_conversation_id IS 'conversation it went to';
COMMENT ON COLUMN segment.destination_session_id IS 'session it went to';
COMMENT ON COLUMN segment.scored_agents IS 'list of `{agent_score, scored_agent_id}`';
COMMENT ON COLUMN segment.properties IS 'list of `{property, property_type, value}`';
COMMENT ON COLUMN segment.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE session_metric (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  session_index BIGINT NOT NULL,
  metric_index BIGINT NOT NULL,
  purpose VARCHAR,
  user_id VARCHAR,
  media_type VARCHAR,
  queue_id VARCHAR,
  name VARCHAR,
  value BIGINT,
  emit_date TIMESTAMPTZ,
  extra VARCHAR
);
COMMENT ON TABLE session_metric IS 'a measurement of a session; two equal ones are two rows';
COMMENT ON COLUMN session_metric.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN session_metric.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN session_metric.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN session_metric.metric_index IS 'which metric of it, from 0';
COMMENT ON COLUMN session_metric.purpose IS 'the participant''s purpose';
COMMENT ON COLUMN session_metric.user_id IS 'the participant''s user';
COMMENT ON COLUMN session_metric.media_type IS 'the session''s medium';
COMMENT ON COLUMN session_metric.queue_id IS 'queue of the session: that of its first segment with one';
COMMENT ON COLUMN session_metric.name IS '`tTalk`, `nOffered`, ...; `t` durations, `n` counts, `o` other values';
COMMENT ON COLUMN session_metric.value IS 'the value [ms where `name` begins with `t`]';
COMMENT ON COLUMN session_metric.emit_date IS 'when it was measured';
COMMENT ON COLUMN session_metric.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE media_endpoint_stat (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  session_index BIGINT NOT NULL,
  stat_index BIGINT NOT NULL,
  event_time TIMESTAMPTZ,
  codecs VARCHAR[],
  min_mos DOUBLE,
  min_r_factor DOUBLE,
  max_latency_ms BIGINT,
  received_packets BIGINT,
  discarded_packets BIGINT,
  duplicate_packets BIGINT,
  invalid_packets BIGINT,
  overrun_packets BIGINT,
  underrun_packets BIGINT,
  extra VARCHAR
);
COMMENT ON TABLE media_endpoint_stat IS 'quality of the media at one end of a session';
COMMENT ON COLUMN media_endpoint_stat.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN media_endpoint_stat.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN media_endpoint_stat.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN media_endpoint_stat.stat_index IS 'which measurement of it, from 0';
COMMENT ON COLUMN media_endpoint_stat.event_time IS 'when it was measured';
COMMENT ON COLUMN media_endpoint_stat.codecs IS 'codecs in use';
COMMENT ON COLUMN media_endpoint_stat.min_mos IS 'lowest mean opinion score [1 to 5]';
COMMENT ON COLUMN media_endpoint_stat.min_r_factor IS 'lowest R-factor [0 to 100]';
COMMENT ON COLUMN media_endpoint_stat.max_latency_ms IS 'longest latency [ms]';
COMMENT ON COLUMN media_endpoint_stat.received_packets IS 'packets received [packets]';
COMMENT ON COLUMN media_endpoint_stat.discarded_packets IS 'packets that came too late [packets]';
COMMENT ON COLUMN media_endpoint_stat.duplicate_packets IS 'packets that came again [packets]';
COMMENT ON COLUMN media_endpoint_stat.invalid_packets IS 'packets that were unsound [packets]';
COMMENT ON COLUMN media_endpoint_stat.overrun_packets IS 'packets for which there was no room [packets]';
COMMENT ON COLUMN media_endpoint_stat.underrun_packets IS 'packets missing when they were due [packets]';
COMMENT ON COLUMN media_endpoint_stat.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE flow (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  session_index BIGINT NOT NULL,
  flow_id VARCHAR,
  flow_name VARCHAR,
  flow_type VARCHAR,
  flow_version VARCHAR,
  entry_type VARCHAR,
  entry_reason VARCHAR,
  exit_reason VARCHAR,
  transfer_type VARCHAR,
  transfer_target_name VARCHAR,
  transfer_target_address VARCHAR,
  starting_language VARCHAR,
  ending_language VARCHAR,
  issued_callback BOOLEAN,
  recognition_failure_reason VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE flow IS 'what a flow did with a session; at most one for each';
COMMENT ON COLUMN flow.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN flow.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN flow.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN flow.flow_id IS 'the flow''s id';
COMMENT ON COLUMN flow.flow_name IS 'the flow''s name';
COMMENT ON COLUMN flow.flow_type IS '`inboundcall`, `bot`, ...';
COMMENT ON COLUMN flow.flow_version IS 'the flow''s version';
COMMENT ON COLUMN flow.entry_type IS 'how it was entered: `dnis`, `flow`, ...';
COMMENT ON COLUMN flow.entry_reason IS 'what it was entered by, such as a number';
COMMENT ON COLUMN flow.exit_reason IS 'how it was left: `DISCONNECT`, `TRANSFER`, ...';
COMMENT ON COLUMN flow.transfer_type IS 'kind of the transfer';
COMMENT ON COLUMN flow.transfer_target_name IS 'whereto, by name';
COMMENT ON COLUMN flow.transfer_target_address IS 'whereto, by address';
COMMENT ON COLUMN flow.starting_language IS 'language tag at its begin; case varies';
COMMENT ON COLUMN flow.ending_language IS 'language tag at its end; case varies';
COMMENT ON COLUMN flow.issued_callback IS 'whether it offered a call-back';
COMMENT ON COLUMN flow.recognition_failure_reason IS 'why nothing was recognised';
COMMENT ON COLUMN flow.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE flow_outcome (
  conversation_id VARCHAR NOT NULL,
  participant_index BIGINT NOT NULL,
  session_index BIGINT NOT NULL,
  outcome_index BIGINT NOT NULL,
  flow_outcome_id VARCHAR,
  flow_outcome VARCHAR,
  flow_outcome_value VARCHAR,
  flow_outcome_start_timestamp TIMESTAMPTZ,
  flow_outcome_end_timestamp TIMESTAMPTZ,
  extra VARCHAR
);
COMMENT ON TABLE flow_outcome IS 'an outcome of a session''s flow';
COMMENT ON COLUMN flow_outcome.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN flow_outcome.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN flow_outcome.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN flow_outcome.outcome_index IS 'which outcome of it, from 0';
COMMENT ON COLUMN flow_outcome.flow_outcome_id IS 'the outcome''s id';
COMMENT ON COLUMN flow_outcome.flow_outcome IS 'the outcome''s name';
COMMENT ON COLUMN flow_outcome.flow_outcome_value IS '`SUCCESS`, `FAILURE`, ...';
COMMENT ON COLUMN flow_outcome.flow_outcome_start_timestamp IS 'begin';
COMMENT ON COLUMN flow_outcome.flow_outcome_end_timestamp IS 'end';
COMMENT ON COLUMN flow_outcome.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE evaluation (
  conversation_id VARCHAR NOT NULL,
  evaluation_index BIGINT NOT NULL,
  evaluation_id VARCHAR,
  evaluation_status VARCHAR,
  event_time TIMESTAMPTZ,
  form_id VARCHAR,
  form_name VARCHAR,
  context_id VARCHAR,
  queue_id VARCHAR,
  user_id VARCHAR,
  evaluator_id VARCHAR,
  assignee_id VARCHAR,
  assignee_applicable BOOLEAN,
  calibration_id VARCHAR,
  released BOOLEAN,
  rescored BOOLEAN,
  deleted BOOLEAN,
  system_submitted BOOLEAN,
  o_total_score BIGINT,
  o_total_critical_score BIGINT,
  extra VARCHAR
);
COMMENT ON TABLE evaluation IS 'an evaluation of how an agent did';
COMMENT ON COLUMN evaluation.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN evaluation.evaluation_index IS 'which evaluation, from 0';
COMMENT ON COLUMN evaluation.evaluation_id IS 'the evaluation''s id';
COMMENT ON COLUMN evaluation.evaluation_status IS 'how far it has come';
COMMENT ON COLUMN evaluation.event_time IS 'when it last changed';
COMMENT ON COLUMN evaluation.form_id IS 'version of the form';
COMMENT ON COLUMN evaluation.form_name IS 'the form''s name';
COMMENT ON COLUMN evaluation.context_id IS 'the form in all its versions';
COMMENT ON COLUMN evaluation.queue_id IS 'queue';
COMMENT ON COLUMN evaluation.user_id IS 'agent who was evaluated';
COMMENT ON COLUMN evaluation.evaluator_id IS 'user who evaluated';
COMMENT ON COLUMN evaluation.assignee_id IS 'user it is assigned to';
COMMENT ON COLUMN evaluation.assignee_applicable IS 'whether it is assigned to somebody';
COMMENT ON COLUMN evaluation.calibration_id IS 'calibration it belongs to';
COMMENT ON COLUMN evaluation.released IS 'whether the agent may see it';
COMMENT ON COLUMN evaluation.rescored IS 'whether it was scored again';
COMMENT ON COLUMN evaluation.deleted IS 'whether it was deleted';
COMMENT ON COLUMN evaluation.system_submitted IS 'whether the system filled it in';
COMMENT ON COLUMN evaluation.o_total_score IS 'score [0 to 100]';
COMMENT ON COLUMN evaluation.o_total_critical_score IS 'score of critical questions [0 to 100]';
COMMENT ON COLUMN evaluation.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE survey (
  conversation_id VARCHAR NOT NULL,
  survey_index BIGINT NOT NULL,
  survey_id VARCHAR,
  survey_status VARCHAR,
  survey_type VARCHAR,
  event_time TIMESTAMPTZ,
  survey_completed_date TIMESTAMPTZ,
  survey_form_id VARCHAR,
  survey_form_name VARCHAR,
  survey_form_context_id VARCHAR,
  queue_id VARCHAR,
  user_id VARCHAR,
  survey_partial_response BOOLEAN,
  survey_promoter_score BIGINT,
  o_survey_total_score BIGINT,
  extra VARCHAR
);
COMMENT ON TABLE survey IS 'a survey sent to a customer';
COMMENT ON COLUMN survey.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN survey.survey_index IS 'which survey, from 0';
COMMENT ON COLUMN survey.survey_id IS 'the survey''s id';
COMMENT ON COLUMN survey.survey_status IS 'how far it has come';
COMMENT ON COLUMN survey.survey_type IS 'kind of survey';
COMMENT ON COLUMN survey.event_time IS 'when it last changed';
COMMENT ON COLUMN survey.survey_completed_date IS 'when the customer was done';
COMMENT ON COLUMN survey.survey_form_id IS 'version of the form';
COMMENT ON COLUMN survey.survey_form_name IS 'the form''s name';
COMMENT ON COLUMN survey.survey_form_context_id IS 'the form in all its versions';
COMMENT ON COLUMN survey.queue_id IS 'queue';
COMMENT ON COLUMN survey.user_id IS 'agent';
COMMENT ON COLUMN survey.survey_partial_response IS 'whether answers are missing';
COMMENT ON COLUMN survey.survey_promoter_score IS 'would recommend [0 to 10]';
COMMENT ON COLUMN survey.o_survey_total_score IS 'score [0 to 100]';
COMMENT ON COLUMN survey.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE resolution (
  conversation_id VARCHAR NOT NULL,
  resolution_index BIGINT NOT NULL,
  event_time TIMESTAMPTZ,
  queue_id VARCHAR,
  user_id VARCHAR,
  n_next_contact_avoided BIGINT,
  extra VARCHAR
);
COMMENT ON TABLE resolution IS 'whether a contact spared the next one';
COMMENT ON COLUMN resolution.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN resolution.resolution_index IS 'which resolution, from 0';
COMMENT ON COLUMN resolution.event_time IS 'when it was judged';
COMMENT ON COLUMN resolution.queue_id IS 'queue';
COMMENT ON COLUMN resolution.user_id IS 'agent';
COMMENT ON COLUMN resolution.n_next_contact_avoided IS 'next contacts spared [contacts]';
COMMENT ON COLUMN resolution.extra IS 'fields that this version does not know, and known ones that came empty';
CREATE TABLE reading (
  archive_segment BIGINT NOT NULL,
  archive_offset BIGINT NOT NULL,
  archive_record BIGINT NOT NULL,
  conversation_id VARCHAR,
  as_of TIMESTAMPTZ,
  surface VARCHAR,
  conversation_end TIMESTAMPTZ,
  content_hash VARCHAR,
  attributes_hash VARCHAR
);
COMMENT ON TABLE reading IS 'a record as one reply showed it';
COMMENT ON COLUMN reading.archive_segment IS 'segment of the archive with its bytes';
COMMENT ON COLUMN reading.archive_offset IS 'begin of their page in the segment [bytes]';
COMMENT ON COLUMN reading.archive_record IS 'which record of that page [from 0]';
COMMENT ON COLUMN reading.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN reading.as_of IS 'instant at which it was true';
COMMENT ON COLUMN reading.surface IS '`sync`, `job`, `by_id`, `live` or `import`';
COMMENT ON COLUMN reading.conversation_end IS 'the end that it says; NULL while it goes on';
COMMENT ON COLUMN reading.content_hash IS 'hash of what it says, attributes left out; hexadecimal';
COMMENT ON COLUMN reading.attributes_hash IS 'hash of the participants'' attributes; NULL where it has none';
CREATE TABLE revision (
  conversation_id VARCHAR NOT NULL,
  revision BIGINT NOT NULL,
  as_of TIMESTAMPTZ,
  kind VARCHAR,
  surface VARCHAR,
  content_hash VARCHAR,
  attributes_hash VARCHAR,
  changed_paths VARCHAR,
  archive_segment BIGINT,
  archive_offset BIGINT,
  archive_record BIGINT
);
COMMENT ON TABLE revision IS 'a content of a conversation that was new';
COMMENT ON COLUMN revision.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN revision.revision IS 'which revision [from 1]';
COMMENT ON COLUMN revision.as_of IS 'instant of the reading that showed it first';
COMMENT ON COLUMN revision.kind IS '`first`, `growth`, `completion`, `enrichment`, `correction`, `deletion`, or `unknown` where the bytes before are gone';
COMMENT ON COLUMN revision.surface IS '`sync`, `job`, `by_id`, `live` or `import`';
COMMENT ON COLUMN revision.content_hash IS 'hash of what it says, attributes left out; hexadecimal';
COMMENT ON COLUMN revision.attributes_hash IS 'hash of the participants'' attributes; NULL where it has none';
COMMENT ON COLUMN revision.changed_paths IS 'list of what differs from the revision before, as JSON pointers';
COMMENT ON COLUMN revision.archive_segment IS 'segment of the archive with its bytes';
COMMENT ON COLUMN revision.archive_offset IS 'begin of their page in the segment [bytes]';
COMMENT ON COLUMN revision.archive_record IS 'which record of that page [from 0]';
CREATE TABLE ledger_window (
  surface VARCHAR NOT NULL,
  window_begin TIMESTAMPTZ NOT NULL,
  window_end TIMESTAMPTZ NOT NULL,
  state VARCHAR,
  state_since TIMESTAMPTZ,
  proof VARCHAR,
  readings BIGINT,
  last_read_at TIMESTAMPTZ,
  distinct_ids BIGINT,
  reported_total BIGINT,
  aggregate_count BIGINT,
  set_aside BIGINT,
  reopened BIGINT,
  doubt VARCHAR
);
COMMENT ON TABLE ledger_window IS 'an interval of one surface, and how far it is proven';
COMMENT ON COLUMN ledger_window.surface IS 'what was asked: `sync`, `job` or `live`';
COMMENT ON COLUMN ledger_window.window_begin IS 'begin of the window, which belongs to it';
COMMENT ON COLUMN ledger_window.window_end IS 'end of the window, which does not';
COMMENT ON COLUMN ledger_window.state IS '`open`, `provisional`, `complete`, `settled` or `re_verified`';
COMMENT ON COLUMN ledger_window.state_since IS 'since when';
COMMENT ON COLUMN ledger_window.proof IS 'what `complete` rests on: `total`, `two_readings` or `job`; NULL while nothing proves it';
COMMENT ON COLUMN ledger_window.readings IS 'how often it was read [readings]';
COMMENT ON COLUMN ledger_window.last_read_at IS 'end of its latest reading';
COMMENT ON COLUMN ledger_window.distinct_ids IS 'conversations that its latest reading found [conversations]';
COMMENT ON COLUMN ledger_window.reported_total IS 'how many the server says there are; NULL where it says nothing [conversations]';
COMMENT ON COLUMN ledger_window.aggregate_count IS 'how many the aggregates count; NULL where they were not asked [conversations]';
COMMENT ON COLUMN ledger_window.set_aside IS 'records that could not be understood [records]';
COMMENT ON COLUMN ledger_window.reopened IS 'how often a late arrival opened it again [times]';
COMMENT ON COLUMN ledger_window.doubt IS 'what stands in the way of a proof; NULL: nothing';
CREATE TABLE ledger_reading (
  surface VARCHAR NOT NULL,
  window_begin TIMESTAMPTZ NOT NULL,
  window_end TIMESTAMPTZ NOT NULL,
  reading_number BIGINT NOT NULL,
  run_id BIGINT,
  started_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  first_total BIGINT,
  last_total BIGINT,
  distinct_ids BIGINT,
  repeated_ids BIGINT,
  missing_ids BIGINT,
  set_aside BIGINT,
  page_hashes VARCHAR[],
  ids_hash VARCHAR,
  job_id VARCHAR,
  available_until TIMESTAMPTZ,
  aggregate_count BIGINT
);
COMMENT ON TABLE ledger_reading IS 'evidence: one reading of such a window';
COMMENT ON COLUMN ledger_reading.surface IS 'what was asked: `sync`, `job` or `live`';
COMMENT ON COLUMN ledger_reading.window_begin IS 'begin of the window, which belongs to it';
COMMENT ON COLUMN ledger_reading.window_end IS 'end of the window, which does not';
COMMENT ON COLUMN ledger_reading.reading_number IS 'which reading of the window [from 1]';
COMMENT ON COLUMN ledger_reading.run_id IS 'the run [from 1]';
COMMENT ON COLUMN ledger_reading.started_at IS 'when it began, by the server''s clock';
COMMENT ON COLUMN ledger_reading.ended_at IS 'when it ended; NULL: it did not come to its end';
COMMENT ON COLUMN ledger_reading.first_total IS 'total that the first page reported [conversations]';
COMMENT ON COLUMN ledger_reading.last_total IS 'total that the last page reported [conversations]';
COMMENT ON COLUMN ledger_reading.distinct_ids IS 'conversations found [conversations]';
COMMENT ON COLUMN ledger_reading.repeated_ids IS 'conversations that came again [conversations]';
COMMENT ON COLUMN ledger_reading.missing_ids IS 'conversations known of the window that did not come [conversations]';
COMMENT ON COLUMN ledger_reading.set_aside IS 'records that could not be understood [records]';
COMMENT ON COLUMN ledger_reading.page_hashes IS 'hash of each page in the archive, in order; hexadecimal';
COMMENT ON COLUMN ledger_reading.ids_hash IS 'hash of the sorted ids; hexadecimal';
COMMENT ON COLUMN ledger_reading.job_id IS 'the job, where it was one';
COMMENT ON COLUMN ledger_reading.available_until IS 'how far the job''s data reached';
COMMENT ON COLUMN ledger_reading.aggregate_count IS 'how many the aggregates counted; NULL where they were not asked [conversations]';
CREATE TABLE run (
  run_id BIGINT NOT NULL,
  command VARCHAR,
  version VARCHAR,
  options VARCHAR,
  started_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  clock_offset_ms BIGINT,
  planned_requests BIGINT,
  requests BIGINT,
  received_bytes BIGINT,
  readings BIGINT,
  revisions BIGINT,
  exit_code BIGINT,
  error VARCHAR,
  pages BIGINT,
  set_aside BIGINT
);
COMMENT ON TABLE run IS 'a run of the program';
COMMENT ON COLUMN run.run_id IS 'the run [from 1]';
COMMENT ON COLUMN run.command IS 'the command';
COMMENT ON COLUMN run.version IS 'version of the program';
COMMENT ON COLUMN run.options IS 'its options and the configuration in force, without secrets';
COMMENT ON COLUMN run.started_at IS 'begin';
COMMENT ON COLUMN run.ended_at IS 'end; NULL: it goes on, or was killed';
COMMENT ON COLUMN run.clock_offset_ms IS 'how far the server''s clock was ahead of ours [ms]';
COMMENT ON COLUMN run.planned_requests IS 'requests that the plan foresaw [requests]';
COMMENT ON COLUMN run.requests IS 'requests made [requests]';
COMMENT ON COLUMN run.received_bytes IS 'bytes of the replies'' bodies as they came [bytes]';
COMMENT ON COLUMN run.readings IS 'records read [records]';
COMMENT ON COLUMN run.revisions IS 'records whose content was new [records]';
COMMENT ON COLUMN run.exit_code IS 'exit status; NULL as `ended_at`';
COMMENT ON COLUMN run.error IS 'what made it fail';
COMMENT ON COLUMN run.pages IS 'pages put into the archive [pages]';
COMMENT ON COLUMN run.set_aside IS 'records that could not be understood [records]';
CREATE TABLE request (
  run_id BIGINT NOT NULL,
  request_number BIGINT NOT NULL,
  sent_at TIMESTAMPTZ,
  duration_ms BIGINT,
  endpoint VARCHAR,
  attempt BIGINT,
  status BIGINT,
  server_date TIMESTAMPTZ,
  received_bytes BIGINT,
  records BIGINT,
  surface VARCHAR,
  window_begin TIMESTAMPTZ,
  window_end TIMESTAMPTZ,
  page_number BIGINT,
  correlation_id VARCHAR,
  error VARCHAR,
  archive_segment BIGINT,
  archive_offset BIGINT
);
COMMENT ON TABLE request IS 'an attempt at a request of a run';
COMMENT ON COLUMN request.run_id IS 'the run [from 1]';
COMMENT ON COLUMN request.request_number IS 'which of the run''s attempts [from 1]';
COMMENT ON COLUMN request.sent_at IS 'when it was sent';
COMMENT ON COLUMN request.duration_ms IS 'until its reply was whole, or given up [ms]';
COMMENT ON COLUMN request.endpoint IS 'name of the endpoint';
COMMENT ON COLUMN request.attempt IS 'which attempt at the same request [from 1]';
COMMENT ON COLUMN request.status IS 'status of the reply; NULL: there was none';
COMMENT ON COLUMN request.server_date IS 'the reply''s date';
COMMENT ON COLUMN request.received_bytes IS 'bytes of the reply''s body as they came [bytes]';
COMMENT ON COLUMN request.records IS 'records in the reply [records]';
COMMENT ON COLUMN request.surface IS 'what it was for: `sync`, `job`, `by_id` or `live`; NULL: something else';
COMMENT ON COLUMN request.window_begin IS 'begin of the window it was for';
COMMENT ON COLUMN request.window_end IS 'end of that window';
COMMENT ON COLUMN request.page_number IS 'which page [from 1]';
COMMENT ON COLUMN request.correlation_id IS 'what the platform''s support finds it by';
COMMENT ON COLUMN request.error IS 'what went wrong';
COMMENT ON COLUMN request.archive_segment IS 'segment of the archive with its bytes';
COMMENT ON COLUMN request.archive_offset IS 'begin of their page in the segment [bytes]';
CREATE TABLE incident (
  incident_id BIGINT NOT NULL,
  kind VARCHAR,
  opened_at TIMESTAMPTZ,
  closed_at TIMESTAMPTZ,
  run_id BIGINT,
  surface VARCHAR,
  window_begin TIMESTAMPTZ,
  window_end TIMESTAMPTZ,
  conversation_id VARCHAR,
  message VARCHAR,
  details VARCHAR
);
COMMENT ON TABLE incident IS 'something that should not have happened';
COMMENT ON COLUMN incident.incident_id IS 'the incident [from 1]';
COMMENT ON COLUMN incident.kind IS 'what kind, such as `late_arrival` or `unknown_field`';
COMMENT ON COLUMN incident.opened_at IS 'begin';
COMMENT ON COLUMN incident.closed_at IS 'end; NULL while it lasts';
COMMENT ON COLUMN incident.run_id IS 'the run [from 1]';
COMMENT ON COLUMN incident.surface IS 'surface it concerns';
COMMENT ON COLUMN incident.window_begin IS 'begin of the window it concerns';
COMMENT ON COLUMN incident.window_end IS 'end of that window';
COMMENT ON COLUMN incident.conversation_id IS 'conversation it concerns';
COMMENT ON COLUMN incident.message IS 'what happened; a sentence';
COMMENT ON COLUMN incident.details IS 'what else is known';
CREATE TABLE set_aside (
  archive_segment BIGINT NOT NULL,
  archive_offset BIGINT NOT NULL,
  archive_record BIGINT NOT NULL,
  set_aside_at TIMESTAMPTZ,
  run_id BIGINT,
  surface VARCHAR,
  conversation_id VARCHAR,
  reason VARCHAR,
  size_bytes BIGINT,
  understood_at TIMESTAMPTZ
);
COMMENT ON TABLE set_aside IS 'a record that could not be understood';
COMMENT ON COLUMN set_aside.archive_segment IS 'segment of the archive with its bytes';
COMMENT ON COLUMN set_aside.archive_offset IS 'begin of their page in the segment [bytes]';
COMMENT ON COLUMN set_aside.archive_record IS 'which record of that page [from 0]';
COMMENT ON COLUMN set_aside.set_aside_at IS 'when';
COMMENT ON COLUMN set_aside.run_id IS 'the run [from 1]';
COMMENT ON COLUMN set_aside.surface IS '`sync`, `job`, `by_id`, `live` or `import`';
COMMENT ON COLUMN set_aside.conversation_id IS 'the conversation''s id, where it could be read';
COMMENT ON COLUMN set_aside.reason IS 'where in the record, and what is wrong there';
COMMENT ON COLUMN set_aside.size_bytes IS 'size of the record [bytes]';
COMMENT ON COLUMN set_aside.understood_at IS 'since when it is understood after all';
CREATE TABLE live_leg (
  conversation_id VARCHAR NOT NULL,
  leg_index BIGINT NOT NULL,
  media_type VARCHAR,
  direction VARCHAR,
  state VARCHAR,
  queue_id VARCHAR,
  user_id VARCHAR,
  began_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  origin VARCHAR,
  as_of TIMESTAMPTZ,
  archive_segment BIGINT,
  archive_offset BIGINT,
  archive_record BIGINT,
  is_over BOOLEAN
);
COMMENT ON TABLE live_leg IS 'a stretch of a conversation in a queue, as the live feed saw it';
COMMENT ON COLUMN live_leg.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN live_leg.leg_index IS 'which leg of it, by begin [from 0]';
COMMENT ON COLUMN live_leg.media_type IS 'the session''s medium';
COMMENT ON COLUMN live_leg.direction IS '`inbound` or `outbound`, where the medium says it';
COMMENT ON COLUMN live_leg.state IS '`waiting`, `alerting`, `interacting`, `holding` or `wrapping`';
COMMENT ON COLUMN live_leg.queue_id IS 'queue; NULL for an agent who was reached past any';
COMMENT ON COLUMN live_leg.user_id IS 'agent; NULL while it waits';
COMMENT ON COLUMN live_leg.began_at IS 'begin';
COMMENT ON COLUMN live_leg.ended_at IS 'end; NULL: it went on when the feed last saw the conversation';
COMMENT ON COLUMN live_leg.origin IS 'what told it: `event`, or `details` where a record of the API had a part in it';
COMMENT ON COLUMN live_leg.as_of IS 'when that was seen, or was true';
COMMENT ON COLUMN live_leg.archive_segment IS 'segment of the archive with its bytes';
COMMENT ON COLUMN live_leg.archive_offset IS 'begin of their page in the segment [bytes]';
COMMENT ON COLUMN live_leg.archive_record IS 'which record of that page [from 0]';
COMMENT ON COLUMN live_leg.is_over IS 'whether the conversation had ended then; NULL: nobody said';
CREATE TABLE live_gap (
  gap_id BIGINT NOT NULL,
  began_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  cause VARCHAR,
  healed_at TIMESTAMPTZ,
  requests BIGINT,
  note VARCHAR
);
COMMENT ON TABLE live_gap IS 'a stretch of time in which the live feed may have missed something';
COMMENT ON COLUMN live_gap.gap_id IS 'the gap [from 1]';
COMMENT ON COLUMN live_gap.began_at IS 'since when the feed may have missed something';
COMMENT ON COLUMN live_gap.ended_at IS 'until when; NULL: it goes on';
COMMENT ON COLUMN live_gap.cause IS '`restart`, `disconnected`, `silence`, `unanswered`, `missed` or `no_room`';
COMMENT ON COLUMN live_gap.healed_at IS 'when what happened in it was read from the API; NULL: not yet';
COMMENT ON COLUMN live_gap.requests IS 'requests that healing it took [requests]';
COMMENT ON COLUMN live_gap.note IS 'what else is to be said about it';
CREATE TABLE queue (
  queue_id VARCHAR NOT NULL,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  name VARCHAR,
  state VARCHAR,
  division_id VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE queue IS 'a queue, while it read so';
COMMENT ON COLUMN queue.queue_id IS 'the queue''s id';
COMMENT ON COLUMN queue.valid_from IS 'since when it reads so; what was read first counts from 1970 on';
COMMENT ON COLUMN queue.valid_to IS 'until when, exclusive; NULL: still';
COMMENT ON COLUMN queue.name IS 'its name';
COMMENT ON COLUMN queue.state IS '`active`, `inactive`, `deleted`, where the platform says it';
COMMENT ON COLUMN queue.division_id IS 'its division, where it has one';
COMMENT ON COLUMN queue.extra IS 'its other fields';
CREATE TABLE queue_target (
  queue_id VARCHAR NOT NULL,
  media_type VARCHAR NOT NULL,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  service_ms BIGINT,
  service_ratio DOUBLE
);
COMMENT ON TABLE queue_target IS 'the service level wanted of a queue for one medium, while it read so';
COMMENT ON COLUMN queue_target.queue_id IS 'the queue''s id';
COMMENT ON COLUMN queue_target.media_type IS 'the medium, as `session.media_type` has it';
COMMENT ON COLUMN queue_target.valid_from IS 'since when it reads so; what was read first counts from 1970 on';
COMMENT ON COLUMN queue_target.valid_to IS 'until when, exclusive; NULL: still';
COMMENT ON COLUMN queue_target.service_ms IS 'answered within this time is in time [ms]';
COMMENT ON COLUMN queue_target.service_ratio IS 'share that should be [0 to 1]';
CREATE TABLE user (
  user_id VARCHAR NOT NULL,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  name VARCHAR,
  state VARCHAR,
  division_id VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE user IS 'a user, while it read so';
COMMENT ON COLUMN user.user_id IS 'the user''s id';
COMMENT ON COLUMN user.valid_from IS 'since when it reads so; what was read first counts from 1970 on';
COMMENT ON COLUMN user.valid_to IS 'until when, exclusive; NULL: still';
COMMENT ON COLUMN user.name IS 'its name';
COMMENT ON COLUMN user.state IS '`active`, `inactive`, `deleted`, where the platform says it';
COMMENT ON COLUMN user.division_id IS 'its division, where it has one';
COMMENT ON COLUMN user.extra IS 'its other fields';
CREATE TABLE wrapup_code (
  wrapup_code_id VARCHAR NOT NULL,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  name VARCHAR,
  state VARCHAR,
  division_id VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE wrapup_code IS 'a wrap-up code, while it read so';
COMMENT ON COLUMN wrapup_code.wrapup_code_id IS 'the code''s id; not always a UUID';
COMMENT ON COLUMN wrapup_code.valid_from IS 'since when it reads so; what was read first counts from 1970 on';
COMMENT ON COLUMN wrapup_code.valid_to IS 'until when, exclusive; NULL: still';
COMMENT ON COLUMN wrapup_code.name IS 'its name';
COMMENT ON COLUMN wrapup_code.state IS '`active`, `inactive`, `deleted`, where the platform says it';
COMMENT ON COLUMN wrapup_code.division_id IS 'its division, where it has one';
COMMENT ON COLUMN wrapup_code.extra IS 'its other fields';
CREATE TABLE skill (
  skill_id VARCHAR NOT NULL,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  name VARCHAR,
  state VARCHAR,
  division_id VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE skill IS 'a skill, while it read so';
COMMENT ON COLUMN skill.skill_id IS 'the skill''s id';
COMMENT ON COLUMN skill.valid_from IS 'since when it reads so; what was read first counts from 1970 on';
COMMENT ON COLUMN skill.valid_to IS 'until when, exclusive; NULL: still';
COMMENT ON COLUMN skill.name IS 'its name';
COMMENT ON COLUMN skill.state IS '`active`, `inactive`, `deleted`, where the platform says it';
COMMENT ON COLUMN skill.division_id IS 'its division, where it has one';
COMMENT ON COLUMN skill.extra IS 'its other fields';
CREATE TABLE division (
  division_id VARCHAR NOT NULL,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  name VARCHAR,
  state VARCHAR,
  extra VARCHAR
);
COMMENT ON TABLE division IS 'a division, while it read so';
COMMENT ON COLUMN division.division_id IS 'the division''s id';
COMMENT ON COLUMN division.valid_from IS 'since when it reads so; what was read first counts from 1970 on';
COMMENT ON COLUMN division.valid_to IS 'until when, exclusive; NULL: still';
COMMENT ON COLUMN division.name IS 'its name';
COMMENT ON COLUMN division.state IS '`active`, `inactive`, `deleted`, where the platform says it';
COMMENT ON COLUMN division.extra IS 'its other fields';
CREATE TABLE meta (
  name VARCHAR NOT NULL,
  value VARCHAR
);
COMMENT ON TABLE meta IS 'a fact about the warehouse itself';
COMMENT ON COLUMN meta.name IS '`schema_version`, `organization_id`, ...';
COMMENT ON COLUMN meta.value IS 'its value';
CREATE VIEW conversations AS
SELECT
  wide.conversation_id,
  wide.conversation_start,
  wide.conversation_end,
  wide.duration_ms,
  CASE
    WHEN wide.conversation_end IS NULL THEN 'open'
    WHEN wide.handled THEN 'handled'
    WHEN wide.abandons > 0 THEN 'abandoned'
    ELSE 'other'
  END AS outcome,
  wide.handled,
  wide.abandons > 0 AND NOT wide.handled AS abandoned,
  wide.media_type,
  wide.direction,
  wide.first_queue_id,
  queue.name AS first_queue_name,
  wide.first_agent_id,
  user.name AS first_agent_name,
  wide.agents,
  wide.wrap_up_code,
  wrapup_code.name AS wrap_up_name,
  wide.offers,
  wide.transfers,
  wide.wait_ms,
  wide.alert_ms,
  wide.talk_ms,
  wide.hold_ms,
  wide.acw_ms,
  wide.handle_ms,
  wide.ani,
  wide.dnis,
  wide.min_mos,
  wide.division_ids,
  wide.revision,
  wide.as_of
FROM (
  SELECT
    conversation.conversation_id,
    conversation.conversation_start,
    conversation.conversation_end,
    conversation.duration_ms,
    coalesce(metric.answers, 0) > 0 OR coalesce(metric.talk_ms, 0) > 0
      OR (NOT conversation.has_metrics AND coalesce(stretch.talk_ms, 0) > 0) AS handled,
    coalesce(metric.abandons, 0) AS abandons,
    leg.media_type,
    coalesce(conversation.originating_direction, leg.direction) AS direction,
    stretch.first_queue_id,
    stretch.first_agent_id,
    coalesce(stretch.agents, 0) AS agents,
    stretch.wrap_up_code,
    coalesce(metric.offers, 0) AS offers,
    coalesce(metric.transfers, 0) AS transfers,
    metric.wait_ms,
    metric.alert_ms,
    CASE WHEN conversation.has_metrics THEN metric.talk_ms ELSE stretch.talk_ms END AS talk_ms,
    CASE WHEN conversation.has_metrics THEN metric.hold_ms ELSE stretch.hold_ms END AS hold_ms,
    CASE WHEN conversation.has_metrics THEN metric.acw_ms ELSE stretch.acw_ms END AS acw_ms,
    metric.handle_ms,
    leg.ani,
    leg.dnis,
    conversation.media_stats_min_conversation_mos AS min_mos,
    conversation.division_ids,
    conversation.revision,
    conversation.as_of,
    coalesce(conversation.conversation_start, TIMESTAMPTZ 'infinity') AS named_at
  FROM conversation
  LEFT JOIN (
    SELECT
      session.conversation_id,
      held.conversation_start,
      arg_min(media_type, (participant_index, session_index)) AS media_type,
      arg_min(direction, (participant_index, session_index)) AS direction,
      arg_min(ani, (participant_index, session_index)) FILTER (purpose IN ('customer', 'external')) AS ani,
      arg_min(dnis, (participant_index, session_index)) FILTER (purpose IN ('customer', 'external')) AS dnis
    FROM session
    JOIN (SELECT conversation_id, conversation_start FROM conversation) AS held
      ON held.conversation_id = session.conversation_id
    GROUP BY session.conversation_id, held.conversation_start
  ) AS leg ON leg.conversation_id = conversation.conversation_id
    AND leg.conversation_start = conversation.conversation_start
  LEFT JOIN (
    SELECT
      segment.conversation_id,
      held.conversation_start,
      arg_min(queue_id, (segment_start, participant_index, session_index, segment_index))
        FILTER (segment_start IS NOT NULL) AS first_queue_id,
      arg_min(user_id, (segment_start, participant_index, session_index, segment_index))
        FILTER (purpose IN ('agent', 'user') AND segment_type = 'interact' AND segment_start IS NOT NULL)
        AS first_agent_id,
      count(DISTINCT user_id) FILTER (purpose IN ('agent', 'user') AND segment_type = 'interact') AS agents,
      arg_max(wrap_up_code, (segment_start, participant_index, session_index, segment_index))
        FILTER (segment_start IS NOT NULL) AS wrap_up_code,
      CAST(sum(duration_ms) FILTER (purpose IN ('agent', 'user') AND segment_type = 'interact') AS BIGINT)
        AS talk_ms,
      CAST(sum(duration_ms) FILTER (purpose IN ('agent', 'user') AND segment_type = 'hold') AS BIGINT)
        AS hold_ms,
      CAST(sum(duration_ms) FILTER (purpose IN ('agent', 'user') AND segment_type = 'wrapup') AS BIGINT)
        AS acw_ms
    FROM segment
    JOIN (SELECT conversation_id, conversation_start FROM conversation) AS held
      ON held.conversation_id = segment.conversation_id
    GROUP BY segment.conversation_id, held.conversation_start
  ) AS stretch ON stretch.conversation_id = conversation.conversation_id
    AND stretch.conversation_start = conversation.conversation_start
  LEFT JOIN (
    SELECT
      session_metric.conversation_id,
      held.conversation_start,
      count(*) FILTER (name = 'tAnswered') AS answers,
      count(*) FILTER (name = 'tAbandon') AS abandons,
      CAST(sum(value) FILTER (name = 'nOffered') AS BIGINT) AS offers,
      CAST(sum(value) FILTER (name = 'nTransferred') AS BIGINT) AS transfers,
      CAST(sum(value) FILTER (name = 'tAcd') AS BIGINT) AS wait_ms,
      CAST(sum(value) FILTER (name = 'tAlert') AS BIGINT) AS alert_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tTalkComplete'), sum(value) FILTER (name = 'tTalk')) AS BIGINT)
        AS talk_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tHeldComplete'), sum(value) FILTER (name = 'tHeld')) AS BIGINT)
        AS hold_ms,
      CAST(sum(value) FILTER (name = 'tAcw') AS BIGINT) AS acw_ms,
      CAST(sum(value) FILTER (name = 'tHandle') AS BIGINT) AS handle_ms
    FROM session_metric
    JOIN (SELECT conversation_id, conversation_start FROM conversation) AS held
      ON held.conversation_id = session_metric.conversation_id
    GROUP BY session_metric.conversation_id, held.conversation_start
  ) AS metric ON metric.conversation_id = conversation.conversation_id
    AND metric.conversation_start = conversation.conversation_start
  WHERE conversation.deleted_at IS NULL
) AS wide
LEFT JOIN queue ON queue.queue_id = wide.first_queue_id
  AND queue.valid_from <= wide.named_at AND (queue.valid_to IS NULL OR wide.named_at < queue.valid_to)
LEFT JOIN user ON user.user_id = wide.first_agent_id
  AND user.valid_from <= wide.named_at AND (user.valid_to IS NULL OR wide.named_at < user.valid_to)
LEFT JOIN wrapup_code ON wrapup_code.wrapup_code_id = wide.wrap_up_code
  AND wrapup_code.valid_from <= wide.named_at
  AND (wrapup_code.valid_to IS NULL OR wide.named_at < wrapup_code.valid_to);
COMMENT ON VIEW conversations IS 'a conversation in one wide row; deleted ones are left out. Conditions on `conversation_start` make it fast';
COMMENT ON COLUMN conversations.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN conversations.conversation_start IS 'begin';
COMMENT ON COLUMN conversations.conversation_end IS 'end; NULL while it goes on';
COMMENT ON COLUMN conversations.duration_ms IS 'from begin to end; NULL while it goes on [ms]';
COMMENT ON COLUMN conversations.outcome IS '`open`, `handled`, `abandoned` or `other`';
COMMENT ON COLUMN conversations.handled IS 'whether somebody answered or talked';
COMMENT ON COLUMN conversations.abandoned IS 'whether it left a queue unanswered (`tAbandon`) and was never handled';
COMMENT ON COLUMN conversations.media_type IS 'medium of its first session';
COMMENT ON COLUMN conversations.direction IS '`inbound` or `outbound`';
COMMENT ON COLUMN conversations.first_queue_id IS 'queue of its earliest segment with one';
COMMENT ON COLUMN conversations.first_queue_name IS 'that queue''s name then';
COMMENT ON COLUMN conversations.first_agent_id IS 'who interacted first';
COMMENT ON COLUMN conversations.first_agent_name IS 'that agent''s name then';
COMMENT ON COLUMN conversations.agents IS 'how many agents interacted [agents]';
COMMENT ON COLUMN conversations.wrap_up_code IS 'id of the last wrap-up code';
COMMENT ON COLUMN conversations.wrap_up_name IS 'that code''s name then';
COMMENT ON COLUMN conversations.offers IS 'offers to queues (`nOffered`) [offers]';
COMMENT ON COLUMN conversations.transfers IS 'transfers (`nTransferred`) [transfers]';
COMMENT ON COLUMN conversations.wait_ms IS 'waited in queues (`tAcd`) [ms]';
COMMENT ON COLUMN conversations.alert_ms IS 'rang until answered (`tAlert`) [ms]';
COMMENT ON COLUMN conversations.talk_ms IS 'agents talked (`tTalkComplete`) [ms]';
COMMENT ON COLUMN conversations.hold_ms IS 'agents held (`tHeldComplete`) [ms]';
COMMENT ON COLUMN conversations.acw_ms IS 'agents wrapped up (`tAcw`) [ms]';
COMMENT ON COLUMN conversations.handle_ms IS 'all of the agents'' time (`tHandle`) [ms]';
COMMENT ON COLUMN conversations.ani IS 'who called, as the customer''s first session says';
COMMENT ON COLUMN conversations.dnis IS 'what was called, as the customer''s first session says';
COMMENT ON COLUMN conversations.min_mos IS 'lowest mean opinion score [1 to 5]';
COMMENT ON COLUMN conversations.division_ids IS 'divisions';
COMMENT ON COLUMN conversations.revision IS 'how often its content was new [from 1]';
COMMENT ON COLUMN conversations.as_of IS 'instant at which this was true';
CREATE VIEW agent_legs AS
SELECT
  leg.conversation_id,
  leg.participant_index,
  leg.session_index,
  leg.session_id,
  leg.purpose,
  leg.user_id,
  user.name AS user_name,
  leg.queue_id,
  queue.name AS queue_name,
  leg.media_type,
  leg.direction,
  leg.leg_begin,
  leg.leg_end,
  leg.alert_ms,
  leg.not_responding_ms,
  leg.wait_ms,
  leg.talk_ms,
  leg.hold_ms,
  leg.acw_ms,
  leg.handle_ms,
  leg.transfers,
  leg.disconnect_type,
  leg.wrap_up_code,
  wrapup_code.name AS wrap_up_name,
  leg.wrap_up_note
FROM (
  SELECT
    session.conversation_id,
    session.participant_index,
    session.session_index,
    session.session_id,
    session.purpose,
    session.user_id,
    session.queue_id,
    session.media_type,
    session.direction,
    stretch.leg_begin,
    stretch.leg_end,
    coalesce(stretch.leg_begin, conversation.conversation_start, TIMESTAMPTZ 'infinity') AS named_at,
    metric.alert_ms,
    metric.not_responding_ms,
    metric.wait_ms,
    CASE WHEN conversation.has_metrics THEN metric.talk_ms ELSE stretch.interact_ms END AS talk_ms,
    CASE WHEN conversation.has_metrics THEN metric.hold_ms ELSE stretch.hold_ms END AS hold_ms,
    CASE WHEN conversation.has_metrics THEN metric.acw_ms ELSE stretch.wrapup_ms END AS acw_ms,
    metric.handle_ms,
    metric.transfers,
    stretch.disconnect_type,
    stretch.wrap_up_code,
    stretch.wrap_up_note
  FROM session
  JOIN conversation ON conversation.conversation_id = session.conversation_id
  LEFT JOIN (
    SELECT
      conversation_id,
      participant_index,
      session_index,
      min(segment_start) AS leg_begin,
      CASE WHEN bool_and(segment_end IS NOT NULL) THEN max(segment_end) END AS leg_end,
      CAST(sum(duration_ms) FILTER (segment_type = 'interact') AS BIGINT) AS interact_ms,
      CAST(sum(duration_ms) FILTER (segment_type = 'hold') AS BIGINT) AS hold_ms,
      CAST(sum(duration_ms) FILTER (segment_type = 'wrapup') AS BIGINT) AS wrapup_ms,
      arg_max(disconnect_type, segment_index) FILTER (segment_type IS DISTINCT FROM 'wrapup') AS disconnect_type,
      arg_max(wrap_up_code, segment_index) AS wrap_up_code,
      arg_max(wrap_up_note, segment_index) AS wrap_up_note
    FROM segment
    WHERE purpose IN ('agent', 'user')
    GROUP BY conversation_id, participant_index, session_index
  ) AS stretch
    ON stretch.conversation_id = session.conversation_id
    AND stretch.participant_index = session.participant_index
    AND stretch.session_index = session.session_index
  LEFT JOIN (
    SELECT
      conversation_id,
      participant_index,
      session_index,
      CAST(sum(value) FILTER (name = 'tAlert') AS BIGINT) AS alert_ms,
      CAST(sum(value) FILTER (name = 'tNotResponding') AS BIGINT) AS not_responding_ms,
      CAST(sum(value) FILTER (name = 'tAnswered') AS BIGINT) AS wait_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tTalkComplete'), sum(value) FILTER (name = 'tTalk')) AS BIGINT)
        AS talk_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tHeldComplete'), sum(value) FILTER (name = 'tHeld')) AS BIGINT)
        AS hold_ms,
      CAST(sum(value) FILTER (name = 'tAcw') AS BIGINT) AS acw_ms,
      CAST(sum(value) FILTER (name = 'tHandle') AS BIGINT) AS handle_ms,
      CAST(coalesce(sum(value) FILTER (name = 'nTransferred'), 0) AS BIGINT) AS transfers
    FROM session_metric
    WHERE purpose IN ('agent', 'user')
    GROUP BY conversation_id, participant_index, session_index
  ) AS metric
    ON metric.conversation_id = session.conversation_id
    AND metric.participant_index = session.participant_index
    AND metric.session_index = session.session_index
  WHERE session.purpose IN ('agent', 'user')
    AND session.conversation_id NOT IN (SELECT conversation_id FROM conversation WHERE deleted_at IS NOT NULL)
) AS leg
LEFT JOIN user ON user.user_id = leg.user_id
  AND user.valid_from <= leg.named_at AND (user.valid_to IS NULL OR leg.named_at < user.valid_to)
LEFT JOIN queue ON queue.queue_id = leg.queue_id
  AND queue.valid_from <= leg.named_at AND (queue.valid_to IS NULL OR leg.named_at < queue.valid_to)
LEFT JOIN wrapup_code ON wrapup_code.wrapup_code_id = leg.wrap_up_code
  AND wrapup_code.valid_from <= leg.named_at
  AND (wrapup_code.valid_to IS NULL OR leg.named_at < wrapup_code.valid_to);
COMMENT ON VIEW agent_legs IS 'an agent''s part in a conversation: one session of an agent or user';
COMMENT ON COLUMN agent_legs.conversation_id IS 'the conversation''s id';
COMMENT ON COLUMN agent_legs.participant_index IS 'which participant, from 0';
COMMENT ON COLUMN agent_legs.session_index IS 'which session of it, from 0';
COMMENT ON COLUMN agent_legs.session_id IS 'the session''s id';
COMMENT ON COLUMN agent_legs.purpose IS '`agent` or `user`';
COMMENT ON COLUMN agent_legs.user_id IS 'the agent';
COMMENT ON COLUMN agent_legs.user_name IS 'the agent''s name then';
COMMENT ON COLUMN agent_legs.queue_id IS 'queue';
COMMENT ON COLUMN agent_legs.queue_name IS 'the queue''s name then';
COMMENT ON COLUMN agent_legs.media_type IS 'medium';
COMMENT ON COLUMN agent_legs.direction IS '`inbound` or `outbound`';
COMMENT ON COLUMN agent_legs.leg_begin IS 'earliest begin of its segments';
COMMENT ON COLUMN agent_legs.leg_end IS 'latest end of its segments; NULL while one lasts';
COMMENT ON COLUMN agent_legs.alert_ms IS 'rang until answered (`tAlert`) [ms]';
COMMENT ON COLUMN agent_legs.not_responding_ms IS 'rang and was not answered (`tNotResponding`) [ms]';
COMMENT ON COLUMN agent_legs.wait_ms IS 'had waited in the queue when it was answered (`tAnswered`) [ms]';
COMMENT ON COLUMN agent_legs.talk_ms IS 'talked (`tTalkComplete`) [ms]';
COMMENT ON COLUMN agent_legs.hold_ms IS 'held (`tHeldComplete`) [ms]';
COMMENT ON COLUMN agent_legs.acw_ms IS 'wrapped up (`tAcw`) [ms]';
COMMENT ON COLUMN agent_legs.handle_ms IS 'all of it (`tHandle`); NULL until it is over [ms]';
COMMENT ON COLUMN agent_legs.transfers IS 'transfers made (`nTransferred`); NULL where it has no metrics [transfers]';
COMMENT ON COLUMN agent_legs.disconnect_type IS 'what ended it, wrap-up apart';
COMMENT ON COLUMN agent_legs.wrap_up_code IS 'id of the last wrap-up code';
COMMENT ON COLUMN agent_legs.wrap_up_name IS 'that code''s name then';
COMMENT ON COLUMN agent_legs.wrap_up_note IS 'the last note';
CREATE VIEW queue_intervals AS
SELECT
  piece.interval_begin,
  piece.interval_begin + INTERVAL 30 MINUTE AS interval_end,
  piece.queue_id,
  queue.name AS queue_name,
  piece.media_type,
  piece.offered,
  piece.answered,
  piece.abandoned,
  piece.short_abandoned,
  piece.flowed_out,
  piece.answered_in_time,
  CASE WHEN piece.answered + piece.abandoned > 0
    THEN piece.answered_in_time / (piece.answered + piece.abandoned) END AS service_level,
  piece.wait_ms,
  piece.handled,
  piece.talk_ms,
  piece.hold_ms,
  piece.acw_ms,
  piece.handle_ms,
  CASE WHEN piece.handled > 0 THEN piece.handle_ms / piece.handled END AS average_handle_ms
FROM (
  SELECT
    time_bucket(INTERVAL 30 MINUTE, metric.emit_date, current_setting('TimeZone')) AS interval_begin,
    metric.queue_id,
    metric.media_type,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'nOffered'), 0) AS BIGINT) AS offered,
    count(*) FILTER (metric.name = 'tAnswered') AS answered,
    count(*) FILTER (metric.name = 'tAbandon') AS abandoned,
    count(*) FILTER (metric.name = 'tShortAbandon') AS short_abandoned,
    count(*) FILTER (metric.name = 'tFlowOut') AS flowed_out,
    count(*) FILTER (metric.name = 'tAnswered' AND metric.value <= coalesce(queue_target.service_ms, 20000))
      AS answered_in_time,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tAcd'), 0) AS BIGINT) AS wait_ms,
    count(*) FILTER (metric.name = 'tHandle') AS handled,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tTalkComplete'), 0) AS BIGINT) AS talk_ms,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tHeldComplete'), 0) AS BIGINT) AS hold_ms,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tAcw'), 0) AS BIGINT) AS acw_ms,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tHandle'), 0) AS BIGINT) AS handle_ms
  FROM session_metric AS metric
  LEFT JOIN queue_target ON queue_target.queue_id = metric.queue_id
    AND queue_target.media_type = metric.media_type
    AND queue_target.valid_from <= metric.emit_date
    AND (queue_target.valid_to IS NULL OR metric.emit_date < queue_target.valid_to)
  WHERE metric.conversation_id NOT IN (SELECT conversation_id FROM conversation WHERE deleted_at IS NOT NULL)
    AND metric.queue_id IS NOT NULL
    AND metric.emit_date IS NOT NULL
    AND metric.name IN ('nOffered', 'tAnswered', 'tAbandon', 'tShortAbandon', 'tFlowOut', 'tAcd', 'tTalkComplete',
                        'tHeldComplete', 'tAcw', 'tHandle')
  GROUP BY ALL
) AS piece
LEFT JOIN queue ON queue.queue_id = piece.queue_id
  AND queue.valid_from <= piece.interval_begin
  AND (queue.valid_to IS NULL OR piece.interval_begin < queue.valid_to);
COMMENT ON VIEW queue_intervals IS 'a queue''s half hour for one medium, where there was any';
COMMENT ON COLUMN queue_intervals.interval_begin IS 'begin of the half hour, in the session''s time zone';
COMMENT ON COLUMN queue_intervals.interval_end IS 'its end, exclusive';
COMMENT ON COLUMN queue_intervals.queue_id IS 'queue';
COMMENT ON COLUMN queue_intervals.queue_name IS 'the queue''s name then';
COMMENT ON COLUMN queue_intervals.media_type IS 'medium';
COMMENT ON COLUMN queue_intervals.offered IS 'offers to the queue (`nOffered`) [offers]';
COMMENT ON COLUMN queue_intervals.answered IS 'answers (`tAnswered`) [answers]';
COMMENT ON COLUMN queue_intervals.abandoned IS 'left unanswered (`tAbandon`) [abandons]';
COMMENT ON COLUMN queue_intervals.short_abandoned IS 'of these, so soon that they may not count (`tShortAbandon`) [abandons]';
COMMENT ON COLUMN queue_intervals.flowed_out IS 'left for somewhere else (`tFlowOut`) [contacts]';
COMMENT ON COLUMN queue_intervals.answered_in_time IS 'answers within `queue_target.service_ms`, 20,000 where there is none [answers]';
COMMENT ON COLUMN queue_intervals.service_level IS '`answered_in_time` of `answered` and `abandoned`; NULL where both are 0 [0 to 1]';
COMMENT ON COLUMN queue_intervals.wait_ms IS 'waited (`tAcd`) [ms]';
COMMENT ON COLUMN queue_intervals.handled IS 'agents'' legs that ended (`tHandle`) [legs]';
COMMENT ON COLUMN queue_intervals.talk_ms IS 'agents talked (`tTalkComplete`) [ms]';
COMMENT ON COLUMN queue_intervals.hold_ms IS 'agents held (`tHeldComplete`) [ms]';
COMMENT ON COLUMN queue_intervals.acw_ms IS 'agents wrapped up (`tAcw`) [ms]';
COMMENT ON COLUMN queue_intervals.handle_ms IS 'all of the agents'' time (`tHandle`) [ms]';
COMMENT ON COLUMN queue_intervals.average_handle_ms IS '`handle_ms` for each leg; NULL where there is none [ms]';
CREATE VIEW daily AS
SELECT
  CAST(interval_begin AS DATE) AS day,
  queue_id,
  arg_max(queue_name, interval_begin) AS queue_name,
  media_type,
  CAST(sum(offered) AS BIGINT) AS offered,
  CAST(sum(answered) AS BIGINT) AS answered,
  CAST(sum(abandoned) AS BIGINT) AS abandoned,
  CAST(sum(short_abandoned) AS BIGINT) AS short_abandoned,
  CAST(sum(flowed_out) AS BIGINT) AS flowed_out,
  CAST(sum(answered_in_time) AS BIGINT) AS answered_in_time,
  CASE WHEN sum(answered + abandoned) > 0 THEN sum(answered_in_time) / sum(answered + abandoned) END
    AS service_level,
  CAST(sum(wait_ms) AS BIGINT) AS wait_ms,
  CAST(sum(handled) AS BIGINT) AS handled,
  CAST(sum(talk_ms) AS BIGINT) AS talk_ms,
  CAST(sum(hold_ms) AS BIGINT) AS hold_ms,
  CAST(sum(acw_ms) AS BIGINT) AS acw_ms,
  CAST(sum(handle_ms) AS BIGINT) AS handle_ms,
  CASE WHEN sum(handled) > 0 THEN sum(handle_ms) / sum(handled) END AS average_handle_ms
FROM queue_intervals
GROUP BY CAST(interval_begin AS DATE), queue_id, media_type;
COMMENT ON VIEW daily IS 'a queue''s day for one medium: the sums of its half hours';
COMMENT ON COLUMN daily.day IS 'the day, in the session''s time zone';
COMMENT ON COLUMN daily.queue_id IS 'queue';
COMMENT ON COLUMN daily.queue_name IS 'the queue''s name then';
COMMENT ON COLUMN daily.media_type IS 'medium';
COMMENT ON COLUMN daily.offered IS 'offers to the queue (`nOffered`) [offers]';
COMMENT ON COLUMN daily.answered IS 'answers (`tAnswered`) [answers]';
COMMENT ON COLUMN daily.abandoned IS 'left unanswered (`tAbandon`) [abandons]';
COMMENT ON COLUMN daily.short_abandoned IS 'of these, so soon that they may not count (`tShortAbandon`) [abandons]';
COMMENT ON COLUMN daily.flowed_out IS 'left for somewhere else (`tFlowOut`) [contacts]';
COMMENT ON COLUMN daily.answered_in_time IS 'answers within `queue_target.service_ms`, 20,000 where there is none [answers]';
COMMENT ON COLUMN daily.service_level IS '`answered_in_time` of `answered` and `abandoned`; NULL where both are 0 [0 to 1]';
COMMENT ON COLUMN daily.wait_ms IS 'waited (`tAcd`) [ms]';
COMMENT ON COLUMN daily.handled IS 'agents'' legs that ended (`tHandle`) [legs]';
COMMENT ON COLUMN daily.talk_ms IS 'agents talked (`tTalkComplete`) [ms]';
COMMENT ON COLUMN daily.hold_ms IS 'agents held (`tHeldComplete`) [ms]';
COMMENT ON COLUMN daily.acw_ms IS 'agents wrapped up (`tAcw`) [ms]';
COMMENT ON COLUMN daily.handle_ms IS 'all of the agents'' time (`tHandle`) [ms]';
COMMENT ON COLUMN daily.average_handle_ms IS '`handle_ms` for each leg; NULL where there is none [ms]';
INSERT INTO meta VALUES ('schema_version', '4');
