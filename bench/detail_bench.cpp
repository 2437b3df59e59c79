// Our decoder of whole records beside the least code that fills the same types with simdjson, on the same
// bytes in turns. The bare code knows only the fields that come, checks nothing and keeps nothing else.

#include <fmt/core.h>
#include <simdjson.h>

#include <nowthen/genesys/detail_decoder.hpp>

#include "bench/in_turns.hpp"
#include "bench/one_page.hpp"

namespace {
namespace ondemand = simdjson::ondemand;
using namespace nowthen;

std::string text(ondemand::value value) { return std::string(std::string_view(value.get_string())); }
Instant instant(ondemand::value value) { return parse_instant(std::string_view(value.get_string())).value(); }

std::vector<std::string> texts(ondemand::value value) {
  std::vector<std::string> all;
  for (auto element : value.get_array()) all.emplace_back(std::string_view(element.get_string()));
  return all;
}

SessionMetric bare_metric(ondemand::object json) {
  SessionMetric metric;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "name")
      metric.name = text(field.value());
    else if (key == "value")
      metric.value = field.value().get_int64();
    else if (key == "emitDate")
      metric.emit_date = instant(field.value());
  }
  return metric;
}

ScoredAgent bare_scored(ondemand::object json) {
  ScoredAgent agent;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "agentScore")
      agent.agent_score = field.value().get_int64();
    else if (key == "scoredAgentId")
      agent.scored_agent_id = text(field.value());
  }
  return agent;
}

Segment bare_segment(ondemand::object json) {
  Segment segment;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "segmentStart")
      segment.segment_start = instant(value);
    else if (key == "segmentEnd")
      segment.segment_end = instant(value);
    else if (key == "segmentType")
      segment.segment_type = text(value);
    else if (key == "queueId")
      segment.queue_id = QueueId(text(value));
    else if (key == "conference")
      segment.conference = bool(value.get_bool());
    else if (key == "disconnectType")
      segment.disconnect_type = text(value);
    else if (key == "wrapUpCode")
      segment.wrap_up_code = text(value);
    else if (key == "wrapUpNote")
      segment.wrap_up_note = text(value);
    else if (key == "errorCode")
      segment.error_code = text(value);
    else if (key == "subject")
      segment.subject = text(value);
    else if (key == "requestedRoutingSkillIds")
      segment.requested_routing_skill_ids = texts(value);
    else if (key == "scoredAgents")
      for (auto item : value.get_array()) segment.scored_agents.push_back(bare_scored(item.get_object()));
    else if (key == "q850ResponseCodes")
      for (auto code : value.get_array()) segment.q850_response_codes.push_back(code.get_int64());
  }
  return segment;
}

MediaEndpointStat bare_stat(ondemand::object json) {
  MediaEndpointStat stat;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "codecs")
      stat.codecs = texts(value);
    else if (key == "minMos")
      stat.min_mos = double(value.get_double());
    else if (key == "minRFactor")
      stat.min_r_factor = double(value.get_double());
    else if (key == "maxLatencyMs")
      stat.max_latency_ms = value.get_int64();
    else if (key == "receivedPackets")
      stat.received_packets = value.get_int64();
    else if (key == "discardedPackets")
      stat.discarded_packets = value.get_int64();
    else if (key == "overrunPackets")
      stat.overrun_packets = value.get_int64();
    else if (key == "invalidPackets")
      stat.invalid_packets = value.get_int64();
    else if (key == "duplicatePackets")
      stat.duplicate_packets = value.get_int64();
    else if (key == "underrunPackets")
      stat.underrun_packets = value.get_int64();
    else if (key == "eventTime")
      stat.event_time = instant(value);
  }
  return stat;
}

FlowOutcome bare_outcome(ondemand::object json) {
  FlowOutcome outcome;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "flowOutcome")
      outcome.flow_outcome = text(value);
    else if (key == "flowOutcomeId")
      outcome.flow_outcome_id = text(value);
    else if (key == "flowOutcomeValue")
      outcome.flow_outcome_value = text(value);
    else if (key == "flowOutcomeStartTimestamp")
      outcome.flow_outcome_start_timestamp = instant(value);
    else if (key == "flowOutcomeEndTimestamp")
      outcome.flow_outcome_end_timestamp = instant(value);
  }
  return outcome;
}

Flow bare_flow(ondemand::object json) {
  Flow flow;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "flowId")
      flow.flow_id = text(value);
    else if (key == "flowName")
      flow.flow_name = text(value);
    else if (key == "flowType")
      flow.flow_type = text(value);
    else if (key == "flowVersion")
      flow.flow_version = text(value);
    else if (key == "entryType")
      flow.entry_type = text(value);
    else if (key == "entryReason")
      flow.entry_reason = text(value);
    else if (key == "exitReason")
      flow.exit_reason = text(value);
    else if (key == "startingLanguage")
      flow.starting_language = text(value);
    else if (key == "endingLanguage")
      flow.ending_language = text(value);
    else if (key == "transferType")
      flow.transfer_type = text(value);
    else if (key == "transferTargetName")
      flow.transfer_target_name = text(value);
    else if (key == "transferTargetAddress")
      flow.transfer_target_address = text(value);
    else if (key == "issuedCallback")
      flow.issued_callback = bool(value.get_bool());
    else if (key == "outcomes")
      for (auto item : value.get_array()) flow.outcomes.push_back(bare_outcome(item.get_object()));
  }
  return flow;
}

/// A field that is a text, by its name and place.
template <class Struct>
struct TextField {
  std::string_view name;
  std::string Struct::*place;
};

constexpr TextField<Session> session_texts[]{{"mediaType", &Session::media_type},
                                             {"direction", &Session::direction},
                                             {"ani", &Session::ani},
                                             {"dnis", &Session::dnis},
                                             {"provider", &Session::provider},
                                             {"remote", &Session::remote},
                                             {"peerId", &Session::peer_id},
                                             {"sessionDnis", &Session::session_dnis},
                                             {"edgeId", &Session::edge_id},
                                             {"protocolCallId", &Session::protocol_call_id},
                                             {"usedRouting", &Session::used_routing},
                                             {"flowInType", &Session::flow_in_type},
                                             {"flowOutType", &Session::flow_out_type},
                                             {"addressFrom", &Session::address_from},
                                             {"addressTo", &Session::address_to},
                                             {"addressSelf", &Session::address_self},
                                             {"addressOther", &Session::address_other},
                                             {"messageType", &Session::message_type},
                                             {"roomId", &Session::room_id},
                                             {"remoteNameDisplayable", &Session::remote_name_displayable},
                                             {"callbackUserName", &Session::callback_user_name},
                                             {"scriptId", &Session::script_id},
                                             {"mediaBridgeId", &Session::media_bridge_id},
                                             {"outboundCampaignId", &Session::outbound_campaign_id},
                                             {"outboundContactId", &Session::outbound_contact_id},
                                             {"outboundContactListId", &Session::outbound_contact_list_id},
                                             {"dispositionAnalyzer", &Session::disposition_analyzer},
                                             {"dispositionName", &Session::disposition_name}};

AgentGroup bare_group(ondemand::object json) {
  AgentGroup group;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "agentGroupId")
      group.agent_group_id = text(field.value());
    else if (key == "agentGroupType")
      group.agent_group_type = text(field.value());
  }
  return group;
}

ProposedAgent bare_proposed(ondemand::object json) {
  ProposedAgent agent;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "agentRank")
      agent.agent_rank = field.value().get_int64();
    else if (key == "proposedAgentId")
      agent.proposed_agent_id = text(field.value());
  }
  return agent;
}

Session bare_session(ondemand::object json) {
  Session session;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "sessionId") {
      session.session_id = SessionId(text(value));
    } else if (key == "segments") {
      for (auto item : value.get_array()) session.segments.push_back(bare_segment(item.get_object()));
    } else if (key == "metrics") {
      for (auto item : value.get_array()) session.metrics.push_back(bare_metric(item.get_object()));
    } else if (key == "mediaEndpointStats") {
      for (auto item : value.get_array())
        session.media_endpoint_stats.push_back(bare_stat(item.get_object()));
    } else if (key == "proposedAgents") {
      for (auto item : value.get_array()) session.proposed_agents.push_back(bare_proposed(item.get_object()));
    } else if (key == "acwSkipped") {
      session.acw_skipped = bool(value.get_bool());
    } else if (key == "agentGroups") {
      for (auto item : value.get_array()) session.agent_groups.push_back(bare_group(item.get_object()));
    } else if (key == "flow") {
      session.flow = bare_flow(value.get_object());
    } else if (key == "recording") {
      session.recording = bool(value.get_bool());
    } else if (key == "requestedRoutings") {
      session.requested_routings = texts(value);
    } else if (key == "callbackNumbers") {
      session.callback_numbers = texts(value);
    } else if (key == "callbackScheduledTime") {
      session.callback_scheduled_time = instant(value);
    } else if (key == "mediaCount") {
      session.media_count = value.get_int64();
    } else if (key == "skipEnabled") {
      session.skip_enabled = bool(value.get_bool());
    } else if (key == "timeoutSeconds") {
      session.timeout_seconds = value.get_int64();
    } else {
      for (const auto& known : session_texts)
        if (key == known.name) {
          session.*known.place = text(value);
          break;
        }
    }
  }
  return session;
}

ParticipantDetail bare_participant(ondemand::object json) {
  ParticipantDetail participant;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "participantId")
      participant.participant_id = ParticipantId(text(value));
    else if (key == "participantName")
      participant.participant_name = text(value);
    else if (key == "purpose")
      participant.purpose = text(value);
    else if (key == "userId")
      participant.user_id = UserId(text(value));
    else if (key == "externalContactId")
      participant.external_contact_id = text(value);
    else if (key == "teamId")
      participant.team_id = text(value);
    else if (key == "sessions")
      for (auto item : value.get_array()) participant.sessions.push_back(bare_session(item.get_object()));
    else if (key == "attributes")
      for (auto item : value.get_object())
        participant.attributes.push_back(
            {std::string(std::string_view(item.unescaped_key())), text(item.value())});
  }
  return participant;
}

ConversationDetail bare_conversation(ondemand::object json) {
  ConversationDetail conversation;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "conversationId")
      conversation.conversation_id = ConversationId(text(value));
    else if (key == "conversationStart")
      conversation.conversation_start = instant(value);
    else if (key == "conversationEnd")
      conversation.conversation_end = instant(value);
    else if (key == "originatingDirection")
      conversation.originating_direction = text(value);
    else if (key == "conversationInitiator")
      conversation.conversation_initiator = text(value);
    else if (key == "customerParticipation")
      conversation.customer_participation = bool(value.get_bool());
    else if (key == "externalTag")
      conversation.external_tag = text(value);
    else if (key == "mediaStatsMinConversationMos")
      conversation.media_stats_min_conversation_mos = double(value.get_double());
    else if (key == "mediaStatsMinConversationRFactor")
      conversation.media_stats_min_conversation_r_factor = double(value.get_double());
    else if (key == "divisionIds")
      for (auto id : value.get_array())
        conversation.division_ids.emplace_back(std::string(std::string_view(id.get_string())));
    else if (key == "participants")
      for (auto item : value.get_array())
        conversation.participants.push_back(bare_participant(item.get_object()));
  }
  return conversation;
}

/// The bare code does not read what few records have.
bool has_rare_parts(std::string_view record) {
  for (const char* part : {"\"surveys\"", "\"evaluations\"", "\"resolutions\""})
    if (record.find(part) != std::string_view::npos) return true;
  return false;
}

/// Each record with room behind its end, as the parser wants it.
std::vector<simdjson::padded_string> records_of(const std::string& page) {
  std::vector<simdjson::padded_string> records;
  const simdjson::padded_string padded(page);
  ondemand::parser parser;
  ondemand::document document = parser.iterate(padded);
  for (auto record : document["conversations"].get_array()) {
    ondemand::object json = record.get_object();
    const std::string_view bytes = json.raw_json();
    if (!has_rare_parts(bytes)) records.emplace_back(bytes);
  }
  return records;
}

}  // namespace

int main() {
  const auto records = records_of(bench::platform_page());
  DetailDecoder decoder;
  ondemand::parser parser;
  std::size_t bytes = 0;
  for (const auto& record : records) {
    bytes += record.size();
    ondemand::document document = parser.iterate(record);
    if (decoder.decode(record).value() == bare_conversation(document.get_object())) continue;
    fmt::print(stderr, "the results differ\n{:.300}\n", std::string_view(record));
    return 1;
  }

  const auto ours = [&] {
    for (const auto& record : records) (void)decoder.decode(record).value().participants.size();
  };
  const auto bare = [&] {
    for (const auto& record : records) {
      ondemand::document document = parser.iterate(record);
      (void)bare_conversation(document.get_object()).participants.size();
    }
  };
  bench::print_in_turns(fmt::format("decode of {} whole records", records.size()), bytes, 100, ours, bare);
  return 0;
}
