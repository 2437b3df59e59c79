#include "simulator/notifications/topics.hpp"

#include <algorithm>
#include <array>

namespace nowthen::sim {
namespace {

constexpr std::string_view hole = "{id}";

constexpr std::string_view detail_view = "analytics:conversationDetail:view";
constexpr std::string_view queue_view = "analytics:queueObservation:view";
constexpr std::string_view communication_view = "conversation:communication:view";

constexpr TopicSpec detail(std::string_view pattern, DetailKind kind, std::string_view description) {
  return {pattern, TopicKind::detail_event, kind, detail_view, description};
}
constexpr TopicSpec silent(std::string_view pattern, std::string_view permission,
                           std::string_view description) {
  return {pattern, TopicKind::silent, DetailKind::none, permission, description};
}

constexpr std::array specs{
    TopicSpec{"v2.analytics.conversations.details.jobs.availability", TopicKind::jobs_availability,
              DetailKind::none, detail_view, "How far the store behind details jobs reaches"},
    silent("v2.analytics.queues.{id}.activity", queue_view, "Activity in a queue"),
    TopicSpec{"v2.analytics.queues.{id}.observations", TopicKind::queue_observations, DetailKind::none,
              queue_view, "Counts of what goes on in a queue"},
    detail("v2.detail.events.conversation.{id}.acd.end", DetailKind::acd_end, "A wait in a queue ends"),
    detail("v2.detail.events.conversation.{id}.acd.start", DetailKind::acd_start, "A wait in a queue begins"),
    detail("v2.detail.events.conversation.{id}.acw", DetailKind::acw, "After-call work is done"),
    detail("v2.detail.events.conversation.{id}.customer.end", DetailKind::customer_end, "A customer leaves"),
    detail("v2.detail.events.conversation.{id}.customer.start", DetailKind::customer_start,
           "A customer joins"),
    detail("v2.detail.events.conversation.{id}.flow.end", DetailKind::flow_end, "A flow ends"),
    detail("v2.detail.events.conversation.{id}.flow.start", DetailKind::flow_start, "A flow begins"),
    detail("v2.detail.events.conversation.{id}.user.end", DetailKind::user_end, "An agent leaves"),
    detail("v2.detail.events.conversation.{id}.user.start", DetailKind::user_start,
           "An agent is offered the conversation or begins it"),
    detail("v2.detail.events.conversation.{id}.wrapup", DetailKind::wrapup, "A wrap-up code is given"),
    TopicSpec{"v2.routing.queues.{id}.conversations", TopicKind::queue_conversations, DetailKind::none,
              communication_view, "Conversations that have touched a queue"},
    silent("v2.routing.queues.{id}.users", "routing:queue:view", "Members of a queue"),
    silent("v2.users.{id}.activity", "", "What a user does"),
    silent("v2.users.{id}.conversations", communication_view, "Conversations of a user"),
    silent("v2.users.{id}.conversationsummary", communication_view, "Counts of a user's conversations"),
    silent("v2.users.{id}.presence", "", "The presence of a user"),
    silent("v2.users.{id}.routingStatus", "", "Whether a user takes conversations from queues"),
};

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 100 && id.find_first_of("./*?{} \t\r\n") == std::string_view::npos;
}

/// What `name` has for the hole of `pattern`, or the empty text where there is none; nothing: does not fit.
std::optional<std::string> fit(std::string_view pattern, std::string_view name) {
  const auto at = pattern.find(hole);
  if (at == std::string_view::npos)
    return is_same_topic(pattern, name) ? std::optional(std::string()) : std::nullopt;
  const auto before = pattern.substr(0, at);
  const auto after = pattern.substr(at + hole.size());
  if (name.size() <= before.size() + after.size()) return std::nullopt;
  const auto id = name.substr(at, name.size() - before.size() - after.size());
  if (!is_same_topic(before, name.substr(0, at)) ||
      !is_same_topic(after, name.substr(name.size() - after.size())) || !is_id(id))
    return std::nullopt;
  std::string lowered(id);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

}  // namespace

bool is_same_topic(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

std::span<const TopicSpec> topic_specs() { return specs; }

std::optional<Topic> topic_named(std::string_view name) {
  for (const TopicSpec& spec : specs) {
    auto id = fit(spec.pattern, name);
    if (!id) continue;
    Topic topic{.spec = &spec, .id = std::move(*id), .name = std::string(spec.pattern)};
    if (const auto at = topic.name.find(hole); at != std::string::npos)
      topic.name.replace(at, hole.size(), topic.id);
    return topic;
  }
  return std::nullopt;
}

}  // namespace nowthen::sim
