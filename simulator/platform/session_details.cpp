#include <algorithm>
#include <array>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/detail_kinds.hpp"
#include "simulator/platform/world_details.hpp"

namespace nowthen::sim {
namespace {

bool is_person(Purpose purpose) { return purpose == Purpose::customer || purpose == Purpose::agent; }

const MetricTruth* find(std::span<const MetricTruth> metrics, MetricName name) {
  const auto found = std::find_if(metrics.begin(), metrics.end(),
                                  [name](const auto& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : &*found;
}

}  // namespace

bool SessionView::has_ended() const {
  return std::all_of(segments.begin(), segments.end(),
                     [](const auto& segment) { return segment.end != never; });
}

void WorldDetails::write_session(const SessionView& session) {
  switch (session.truth.media) {
    case MediaType::voice: write_call(session); break;
    case MediaType::email: write_mail(session); break;
    case MediaType::callback: write_callback(session); break;
    case MediaType::chat:
      pen_.text("provider", "PureCloud Webchat v2");
      pen_.text("roomId", pen_.keep({pen_.keep(id(detail::room)), "@conference.example"}));
      break;
    case MediaType::message: write_message(session); break;
  }
  write_routing(session);
  if (session.truth.acw_skipped) pen_.json("acwSkipped", "true");
  if (session.participant.purpose == Purpose::outbound) write_campaign();
}

std::string_view WorldDetails::queue_address() const {
  if (conversation_->queue == no_index) return centre_.ivr_address;
  return centre_.queues[conversation_->queue].address;
}

void WorldDetails::write_call(const SessionView& session) {
  const bool outbound = session.truth.direction == Direction::outbound;
  const std::string_view line = outbound ? queue_address() : std::string_view(centre_.ivr_address);
  pen_.text("ani", outbound ? line : std::string_view(customer_address_));
  pen_.text("dnis", outbound ? std::string_view(customer_address_) : line);
  pen_.text("sessionDnis", outbound ? std::string_view(customer_address_) : line);
  pen_.text("provider", "Edge");
  pen_.uuid("edgeId", id(detail::edge, roll(detail::edge) % 2));
  pen_.text("protocolCallId", pen_.keep(id(detail::protocol_call, session.number)));
  if (session.participant.purpose != Purpose::customer) pen_.text("remote", pen_.keep({customer_name_}));
  if (is_person(session.participant.purpose))
    pen_.json("recording", session.truth.recorded ? "true" : "false");
  write_media_stats(session);
}

void WorldDetails::write_mail(const SessionView& session) {
  const bool inbound = session.truth.direction == Direction::inbound;
  pen_.text("provider", "PureCloud Email");
  pen_.text("addressFrom", inbound ? std::string_view(customer_address_) : queue_address());
  pen_.text("addressTo", inbound ? queue_address() : std::string_view(customer_address_));
}

void WorldDetails::write_message(const SessionView&) {
  constexpr std::array<std::string_view, 3> types{"webmessaging", "whatsapp", "facebook"};
  pen_.text("provider", "PureCloud Messaging");
  pen_.text("messageType", types.at(roll(detail::message_type) % types.size()));
  pen_.text("addressFrom", customer_address_);
  pen_.text("addressTo", queue_address());
}

void WorldDetails::write_callback(const SessionView& session) {
  pen_.text("provider", "PureCloud Callback");
  pen_.json("callbackNumbers", pen_.keep({"[\"", customer_address_, "\"]"}));
  pen_.text("callbackUserName", pen_.keep({customer_name_}));
  Instant due = session.segments.front().start;
  for (const SegmentTruth& segment : session.segments)
    if (segment.type == SegmentType::scheduled && segment.end != never) due = segment.end;
  pen_.instant("callbackScheduledTime", due);
}

void WorldDetails::write_routing(const SessionView& session) {
  const Purpose purpose = session.participant.purpose;
  const bool routed = purpose == Purpose::acd || session.truth.routing == UsedRouting::standard;
  if (routed) pen_.json("requestedRoutings", R"(["Standard"])");
  if (purpose == Purpose::acd && conversation_->media == MediaType::voice &&
      conversation_->direction == Direction::inbound)
    pen_.text("flowInType", "ivr");
  if (purpose == Purpose::acd && session.has_ended() &&
      session.segments.back().disconnect == DisconnectType::transfer)
    pen_.text("usedRouting", "Standard");
  pen_.text("usedRouting", name_of(session.truth.routing));
  if (purpose != Purpose::agent) return;
  if (one_in(12, detail::agent_group, session.number))
    pen_.json("agentGroups", pen_.keep({R"([{"agentGroupId":")", pen_.keep(id(detail::agent_group, 1)),
                                        R"(","agentGroupType":"Team"}])"}));
  if (one_in(20, detail::proposed_agent, session.number))
    pen_.json("proposedAgents", pen_.keep({R"([{"agentRank":1,"proposedAgentId":")",
                                           texts_.agents[session.participant.agent], R"("}])"}));
}

void WorldDetails::write_campaign() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string contact;
  for (unsigned place = 0; place < 32; ++place)
    contact += digits[(roll(detail::contact, place / 16) >> (place % 16 * 4)) & 0xFU];
  pen_.text("outboundContactId", pen_.keep({contact}));
  pen_.text("outboundCampaignId", texts_.campaign);
  pen_.text("outboundContactListId", texts_.contact_list);
  pen_.text("dispositionAnalyzer", "PureCloud");
}

void WorldDetails::write_media_stats(const SessionView& session) {
  const bool measured =
      session.has_ended() && session.participant.purpose != Purpose::outbound &&
      session.segments.back().end - session.segments.front().start > std::chrono::seconds(5);
  if (!measured) return;
  constexpr std::uint64_t unit = 1'000'000'000'000'000;
  const std::uint64_t chance = roll(detail::quality, session.number);
  const std::uint64_t mos = unit * 36 / 10 + chance % (unit * 13 / 10);
  least_mos_ = least_mos_ == 0 ? mos : std::min(least_mos_, mos);
  const auto length = session.segments.back().end - session.segments.front().start;
  std::string stats = R"([{"codecs":[")";
  stats += session.participant.purpose == Purpose::customer ? "audio/PCMA" : "audio/opus";
  if (chance % 7 == 0) {
    stats += R"("],"discardedPackets":)";
    append_json_integer(stats, static_cast<std::int64_t>(chance % 19 + 1));
    stats += R"(,"eventTime":)";
  } else {
    stats += R"("],"eventTime":)";
  }
  append_json_instant(stats, session.segments.back().end);
  stats += R"(,"maxLatencyMs":)";
  append_json_integer(stats, static_cast<std::int64_t>(20 + chance % 60));
  stats += R"(,"minMos":)";
  append_fraction(stats, mos);
  stats += R"(,"minRFactor":)";
  append_fraction(stats, mos * 19);
  stats += R"(,"receivedPackets":)";
  append_json_integer(stats, std::max<std::int64_t>(1, length.count() / 20));
  stats += "}]";
  pen_.json("mediaEndpointStats", pen_.keep({stats}));
}

void WorldDetails::write_flow(const SessionView& session) {
  const MetricTruth* flow = find(session.metrics, MetricName::t_flow);
  if (flow == nullptr) return;  // Appears when the flow has ended.
  const bool call = session.participant.purpose == Purpose::ivr;
  const bool moved_on = session.segments.back().disconnect == DisconnectType::transfer;
  pen_.text("endingLanguage", "en-us");
  pen_.text("entryReason", call ? std::string_view(centre_.ivr_address) : queue_address());
  pen_.text("entryType", call ? "dnis" : "direct");
  pen_.text("exitReason", moved_on ? "TRANSFER" : "DISCONNECT");
  pen_.text("flowId", texts_.ivr_flow);
  pen_.text("flowName", centre_.ivr_name);
  pen_.text("flowType", call                                       ? "INBOUNDCALL"
                        : conversation_->media == MediaType::email ? "INBOUNDEMAIL"
                                                                   : "INBOUNDSHORTMESSAGE");
  pen_.text("flowVersion", "28.0");
  pen_.text("startingLanguage", one_in(9, detail::language) ? "en-US" : "en-us");
  if (moved_on && conversation_->queue != no_index) {
    pen_.text("transferTargetAddress", texts_.queues[conversation_->queue]);
    pen_.text("transferTargetName", centre_.queues[conversation_->queue].name);
    pen_.text("transferType", "ACD");
  }
  if (!one_in(4, detail::outcome)) return;
  std::string outcomes = R"([{"flowOutcome":"Reason for the call","flowOutcomeEndTimestamp":)";
  append_json_instant(outcomes, flow->emitted);
  outcomes += R"(,"flowOutcomeId":")" + texts_.flow_outcome + R"(","flowOutcomeStartTimestamp":)";
  append_json_instant(outcomes, flow->emitted - std::chrono::milliseconds(flow->value));
  outcomes += one_in(5, detail::outcome, 1) ? R"(,"flowOutcomeValue":"FAILURE"}])"
                                            : R"(,"flowOutcomeValue":"SUCCESS"}])";
  pen_.json("outcomes", pen_.keep({outcomes}));
}

void WorldDetails::write_segment(const SessionView& session, const SegmentTruth& segment) {
  const bool waits = session.participant.purpose == Purpose::acd && segment.queue != no_index;
  if (waits && segment.type == SegmentType::interact) {
    pen_.json("requestedRoutingSkillIds", texts_.skill_lists[segment.queue]);
    if (one_in(15, detail::scored_agent, session.number))
      pen_.json("scoredAgents",
                pen_.keep({R"([{"agentScore":87,"scoredAgentId":")",
                           texts_.agents[roll(detail::scored_agent) % texts_.agents.size()], R"("}])"}));
  }
  if (segment.failed) pen_.text("errorCode", "error.ininedgecontrol.connection.station.noAnswer");
  if (segment.wrapup_note && segment.end != never) pen_.text("wrapUpNote", "Called back, all settled");
  if (conversation_->media == MediaType::email && segment.type == SegmentType::interact)
    pen_.text("subject", one_in(2, detail::subject) ? "My order" : "Question about \"my\" invoice");
  const bool ends_call = session.truth.media == MediaType::voice &&
                         session.participant.purpose == Purpose::customer &&
                         segment.disconnect != DisconnectType::none;
  if (ends_call) pen_.json("q850ResponseCodes", "[16]");
}

}  // namespace nowthen::sim
