#pragma once
#include <cstdint>
#include <string_view>

namespace nowthen::sim {

/// The field's words as small numbers; `name_of` gives the spelling of the platform.
enum class MediaType : std::uint8_t { voice, chat, email, message, callback };
enum class Direction : std::uint8_t { inbound, outbound };
/// `outbound` is the dialer's own leg of a campaign call.
enum class Purpose : std::uint8_t { customer, ivr, workflow, acd, agent, outbound };
enum class SegmentType : std::uint8_t {
  system,
  ivr,
  dialing,
  contacting,
  delay,
  scheduled,
  alert,
  interact,
  hold,
  wrapup
};
enum class DisconnectType : std::uint8_t {
  none,
  client,
  endpoint,
  peer,
  transfer,
  consult_transfer,
  conference_transfer,
  no_answer_transfer,
  system,
  timeout,
  uncallable
};
enum class UsedRouting : std::uint8_t { none, standard, direct, manual, predictive };

/// In the order of the names, so that sorting by the number sorts by the name.
enum class MetricName : std::uint8_t {
  n_blind_transferred,
  n_connected,
  n_consult,
  n_consult_transferred,
  n_error,
  n_flow,
  n_offered,
  n_outbound,
  n_outbound_abandoned,
  n_outbound_attempted,
  n_outbound_connected,
  n_over_sla,
  n_transferred,
  t_abandon,
  t_acd,
  t_active_callback,
  t_active_callback_complete,
  t_acw,
  t_alert,
  t_answered,
  t_connected,
  t_contacting,
  t_dialing,
  t_flow,
  t_flow_exit,
  t_flow_out,
  t_handle,
  t_held,
  t_held_complete,
  t_ivr,
  t_not_responding,
  t_short_abandon,
  t_talk,
  t_talk_complete
};
inline constexpr int metric_name_count = 34;

std::string_view name_of(MediaType media);
std::string_view name_of(Direction direction);
std::string_view name_of(Purpose purpose);
std::string_view name_of(SegmentType type);
std::string_view name_of(DisconnectType type);  ///< Empty for `none`: the field is absent.
std::string_view name_of(UsedRouting routing);  ///< Empty for `none`: the field is absent.
std::string_view name_of(MetricName name);

/// Whether the metric counts (`nOffered`) rather than measures milliseconds (`tTalk`).
constexpr bool is_count(MetricName name) { return name < MetricName::t_abandon; }

}  // namespace nowthen::sim
