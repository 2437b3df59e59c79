#pragma once
#include <nowthen/model/activity.hpp>
#include <nowthen/model/aggregate.hpp>
#include <nowthen/model/observation.hpp>

#include "genesys/platform/fields.hpp"

namespace nowthen::genesys::platform {

template <>
struct Fields<Statistics> {
  static constexpr std::tuple list{FieldOf{"max", &Statistics::max},
                                   FieldOf{"min", &Statistics::min},
                                   FieldOf{"count", &Statistics::count},
                                   FieldOf{"countNegative", &Statistics::count_negative},
                                   FieldOf{"countPositive", &Statistics::count_positive},
                                   FieldOf{"sum", &Statistics::sum},
                                   FieldOf{"current", &Statistics::current},
                                   FieldOf{"ratio", &Statistics::ratio},
                                   FieldOf{"numerator", &Statistics::numerator},
                                   FieldOf{"denominator", &Statistics::denominator},
                                   FieldOf{"target", &Statistics::target},
                                   FieldOf{"p95", &Statistics::p95},
                                   FieldOf{"p99", &Statistics::p99},
                                   FieldOf{"calculatedMetricValue", &Statistics::calculated_metric_value}};
};

template <>
struct Fields<Observation> {
  static constexpr std::tuple list{
      FieldOf{"observationDate", &Observation::observation_date},
      FieldOf{"conversationId", &Observation::conversation_id},
      FieldOf{"sessionId", &Observation::session_id},
      FieldOf{"requestedRoutingSkillIds", &Observation::requested_routing_skill_ids},
      FieldOf{"requestedLanguageId", &Observation::requested_language_id},
      FieldOf{"routingPriority", &Observation::routing_priority},
      FieldOf{"participantName", &Observation::participant_name},
      FieldOf{"userId", &Observation::user_id},
      FieldOf{"direction", &Observation::direction},
      FieldOf{"convertedFrom", &Observation::converted_from},
      FieldOf{"convertedTo", &Observation::converted_to},
      FieldOf{"addressFrom", &Observation::address_from},
      FieldOf{"addressTo", &Observation::address_to},
      FieldOf{"ani", &Observation::ani},
      FieldOf{"dnis", &Observation::dnis},
      FieldOf{"teamId", &Observation::team_id},
      FieldOf{"requestedRoutings", &Observation::requested_routings},
      FieldOf{"usedRouting", &Observation::used_routing},
      FieldOf{"scoredAgents", &Observation::scored_agents}};
};

template <>
struct Fields<ObservedMetric> {
  static constexpr std::tuple list{
      FieldOf{"metric", &ObservedMetric::metric}, FieldOf{"qualifier", &ObservedMetric::qualifier},
      FieldOf{"stats", &ObservedMetric::stats}, FieldOf{"truncated", &ObservedMetric::truncated},
      FieldOf{"observations", &ObservedMetric::observations}};
};

template <>
struct Fields<ObservedGroup> {
  static constexpr std::tuple list{FieldOf{"group", &ObservedGroup::group},
                                   FieldOf{"data", &ObservedGroup::data}};
};

template <>
struct Fields<Observations> {
  static constexpr std::tuple list{
      FieldOf{"systemToOrganizationMappings", &Observations::system_to_organization_mappings},
      FieldOf{"results", &Observations::results}};
};

template <>
struct Fields<ActiveEntity> {
  static constexpr std::tuple list{
      FieldOf{"activityDate", &ActiveEntity::activity_date},
      FieldOf{"metric", &ActiveEntity::metric},
      FieldOf{"activeRouting", &ActiveEntity::active_routing},
      FieldOf{"addressFrom", &ActiveEntity::address_from},
      FieldOf{"addressTo", &ActiveEntity::address_to},
      FieldOf{"ani", &ActiveEntity::ani},
      FieldOf{"conversationId", &ActiveEntity::conversation_id},
      FieldOf{"convertedFrom", &ActiveEntity::converted_from},
      FieldOf{"convertedTo", &ActiveEntity::converted_to},
      FieldOf{"direction", &ActiveEntity::direction},
      FieldOf{"dnis", &ActiveEntity::dnis},
      FieldOf{"mediaType", &ActiveEntity::media_type},
      FieldOf{"participantName", &ActiveEntity::participant_name},
      FieldOf{"queueId", &ActiveEntity::queue_id},
      FieldOf{"requestedLanguageId", &ActiveEntity::requested_language_id},
      FieldOf{"requestedRoutingSkillIds", &ActiveEntity::requested_routing_skill_ids},
      FieldOf{"requestedRoutings", &ActiveEntity::requested_routings},
      FieldOf{"routingPriority", &ActiveEntity::routing_priority},
      FieldOf{"sessionId", &ActiveEntity::session_id},
      FieldOf{"teamId", &ActiveEntity::team_id},
      FieldOf{"usedRouting", &ActiveEntity::used_routing},
      FieldOf{"userId", &ActiveEntity::user_id},
      FieldOf{"scoredAgents", &ActiveEntity::scored_agents}};
};

template <>
struct Fields<ActivityMetric> {
  static constexpr std::tuple list{
      FieldOf{"metric", &ActivityMetric::metric}, FieldOf{"qualifier", &ActivityMetric::qualifier},
      FieldOf{"entityIds", &ActivityMetric::entity_ids}, FieldOf{"count", &ActivityMetric::count},
      FieldOf{"calculatedMetricValue", &ActivityMetric::calculated_metric_value}};
};

template <>
struct Fields<ActivityGroup> {
  static constexpr std::tuple list{
      FieldOf{"group", &ActivityGroup::group}, FieldOf{"data", &ActivityGroup::data},
      FieldOf{"truncated", &ActivityGroup::truncated}, FieldOf{"entities", &ActivityGroup::entities}};
};

template <>
struct Fields<Activity> {
  static constexpr std::tuple list{FieldOf{"results", &Activity::results},
                                   FieldOf{"entityIdDimension", &Activity::entity_id_dimension}};
};

template <>
struct Fields<AggregateMetric> {
  static constexpr std::tuple list{FieldOf{"metric", &AggregateMetric::metric},
                                   FieldOf{"qualifier", &AggregateMetric::qualifier},
                                   FieldOf{"stats", &AggregateMetric::stats}};
};

template <>
struct Fields<AggregateView> {
  static constexpr std::tuple list{FieldOf{"name", &AggregateView::name},
                                   FieldOf{"stats", &AggregateView::stats}};
};

template <>
struct Fields<AggregateSpan> {
  static constexpr std::tuple list{FieldOf{"interval", &AggregateSpan::interval},
                                   FieldOf{"metrics", &AggregateSpan::metrics},
                                   FieldOf{"views", &AggregateSpan::views}};
};

template <>
struct Fields<AggregateGroup> {
  static constexpr std::tuple list{FieldOf{"group", &AggregateGroup::group},
                                   FieldOf{"data", &AggregateGroup::data}};
};

template <>
struct Fields<Aggregates> {
  static constexpr std::tuple list{FieldOf{"results", &Aggregates::results}};
};

}  // namespace nowthen::genesys::platform
