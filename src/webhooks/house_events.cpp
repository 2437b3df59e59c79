#include "webhooks/house_events.hpp"

#include <boost/json.hpp>

#include "webhooks/payload.hpp"

namespace nowthen::webhooks {
namespace {

namespace json = boost::json;

constexpr std::size_t most_values = 16;

json::object values_of(const alerts::Change& change) {
  json::object values;
  for (const auto& [field, value] : change.values)
    if (values.size() < most_values) values[field] = bounded(value);
  return values;
}

json::object about(const Incident& incident) {
  return {{"incident_id", bounded(incident.id)},
          {"kind", bounded(incident.kind)},
          {"text", bounded(incident.text)},
          {"opened_at", format_instant(incident.opened_at)}};
}

}  // namespace

Event alert_event(const alerts::Change& change) {
  const bool fires = change.kind == alerts::Change::Kind::fired;
  json::object data{{"alert_id", change.alert_id},
                    {"rule", bounded(change.rule)},
                    {"when", bounded(change.when, alerts::longest_rule)},
                    {"about", alerts::name_of(change.scope)},
                    {"subject_id", bounded(change.subject)},
                    {"fired_at", format_instant(change.fired_at)},
                    {"values", values_of(change)}};
  if (!fires) data["resolved_at"] = format_instant(change.at);
  return make_event(
      {.type = fires ? "alert.fired" : "alert.resolved", .subject = change.alert_id, .which = {}},
      "alert " + change.alert_id, change.at, std::move(data));
}

Event incident_opened(const Incident& incident) {
  return make_event({.type = "incident.opened", .subject = incident.id, .which = {}},
                    "incident " + incident.id, incident.opened_at, about(incident));
}

Event incident_closed(const Incident& incident, Instant closed_at) {
  json::object data = about(incident);
  data["closed_at"] = format_instant(closed_at);
  return make_event({.type = "incident.closed", .subject = incident.id, .which = {}},
                    "incident " + incident.id, closed_at, std::move(data));
}

Event sync_settled(const SettledDay& day, Instant at) {
  const std::string begin = format_instant(day.interval.begin);
  return make_event({.type = "sync.settled",
                     .subject = day.surface + ' ' + begin,
                     .which = day.state + ' ' + format_instant(at)},
                    "sync", at,
                    {{"surface", bounded(day.surface)},
                     {"state", bounded(day.state)},
                     {"interval_begin", begin},
                     {"interval_end", format_instant(day.interval.end)},
                     {"conversations", day.conversations}});
}

Event test_event(Instant at, const std::string& nonce) {
  return make_event({.type = "webhook.test", .subject = nonce, .which = {}}, "test " + nonce, at,
                    {{"text", "nowthen can reach this address, and signs what it sends"}});
}

}  // namespace nowthen::webhooks
