#include "simulator/world/names.hpp"

#include <array>
#include <cstddef>

namespace nowthen::sim {
namespace {

template <class Enum, std::size_t count>
std::string_view entry(const std::array<std::string_view, count>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

constexpr std::array<std::string_view, 5> media_names{"voice", "chat", "email", "message", "callback"};
constexpr std::array<std::string_view, 6> purpose_names{"customer", "ivr",   "workflow",
                                                        "acd",      "agent", "outbound"};
constexpr std::array<std::string_view, 10> segment_names{
    "system", "ivr", "dialing", "contacting", "delay", "scheduled", "alert", "interact", "hold", "wrapup"};
constexpr std::array<std::string_view, 11> disconnect_names{
    "",         "client",          "endpoint",           "peer",
    "transfer", "consultTransfer", "conferenceTransfer", "noAnswerTransfer",
    "system",   "timeout",         "uncallable"};
constexpr std::array<std::string_view, 5> routing_names{"", "Standard", "Direct", "Manual", "Predictive"};
constexpr std::array<std::string_view, metric_name_count> metric_names{"nBlindTransferred",
                                                                       "nConnected",
                                                                       "nConsult",
                                                                       "nConsultTransferred",
                                                                       "nError",
                                                                       "nFlow",
                                                                       "nOffered",
                                                                       "nOutbound",
                                                                       "nOutboundAbandoned",
                                                                       "nOutboundAttempted",
                                                                       "nOutboundConnected",
                                                                       "nOverSla",
                                                                       "nTransferred",
                                                                       "tAbandon",
                                                                       "tAcd",
                                                                       "tActiveCallback",
                                                                       "tActiveCallbackComplete",
                                                                       "tAcw",
                                                                       "tAlert",
                                                                       "tAnswered",
                                                                       "tConnected",
                                                                       "tContacting",
                                                                       "tDialing",
                                                                       "tFlow",
                                                                       "tFlowExit",
                                                                       "tFlowOut",
                                                                       "tHandle",
                                                                       "tHeld",
                                                                       "tHeldComplete",
                                                                       "tIvr",
                                                                       "tNotResponding",
                                                                       "tShortAbandon",
                                                                       "tTalk",
                                                                       "tTalkComplete"};

}  // namespace

std::string_view name_of(MediaType media) { return entry(media_names, media); }
std::string_view name_of(Direction direction) {
  return direction == Direction::inbound ? "inbound" : "outbound";
}
std::string_view name_of(Purpose purpose) { return entry(purpose_names, purpose); }
std::string_view name_of(SegmentType type) { return entry(segment_names, type); }
std::string_view name_of(DisconnectType type) { return entry(disconnect_names, type); }
std::string_view name_of(UsedRouting routing) { return entry(routing_names, routing); }
std::string_view name_of(MetricName name) { return entry(metric_names, name); }

}  // namespace nowthen::sim
