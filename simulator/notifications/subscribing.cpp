#include "simulator/notifications/subscribing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

bool is_about_a_queue(std::string_view pattern) { return pattern.find(".queues.{id}") != std::string::npos; }

Subscription* find(std::vector<Subscription>& subscriptions, std::string_view name) {
  const auto found = std::find_if(subscriptions.begin(), subscriptions.end(),
                                  [name](const Subscription& each) { return each.topic.name == name; });
  return found == subscriptions.end() ? nullptr : &*found;
}

}  // namespace

TopicVerdict TopicJudge::operator()(std::string_view name) const {
  TopicVerdict verdict{.name = std::string(name)};
  auto topic = topic_named(name);
  if (!topic) {
    verdict.rejection_reason = "The topic is not known.";
    return verdict;
  }
  const std::string_view permission = topic->spec->permission;
  if (!permission.empty() &&
      std::find(permissions.begin(), permissions.end(), permission) == permissions.end()) {
    verdict.rejection_reason = "Missing permission.";
    verdict.missing_permission = permission;
    return verdict;
  }
  if (is_about_a_queue(topic->spec->pattern) && directory.queue(topic->id) == nullptr) {
    verdict.rejection_reason = "The queue was not found.";
    return verdict;
  }
  verdict.name = topic->name;
  verdict.topic = std::move(topic);
  return verdict;
}

Checked<void> subscribe(Channel& channel, std::span<const TopicVerdict> verdicts, SubscribeMode mode,
                        const ChannelMoment& moment) {
  std::vector<Subscription> wanted;
  if (mode == SubscribeMode::add) wanted = channel.subscriptions;
  for (const TopicVerdict& verdict : verdicts) {
    if (!verdict.topic || find(wanted, verdict.topic->name) != nullptr) continue;
    // One that goes on has no gap.
    const Subscription* known = find(channel.subscriptions, verdict.topic->name);
    wanted.push_back({.topic = *verdict.topic, .since = known == nullptr ? moment.now : known->since});
  }
  if (wanted.size() > most_topics)
    return platform_bad_request(
        "", fmt::format("The channel would have {} topics. The limit is {}.", wanted.size(), most_topics));
  channel.subscriptions = std::move(wanted);
  channel.last_used = moment.ticks;
  ChannelStore::extend(channel, moment);
  return {};
}

std::optional<Problem> problem_of(std::span<const TopicVerdict> verdicts) {
  for (const TopicVerdict& verdict : verdicts) {
    if (verdict.topic) continue;
    if (!verdict.missing_permission.empty()) return missing_permission(verdict.missing_permission);
    if (topic_named(verdict.name)) return not_found();
    return invalid_value("id", verdict.name, "must be a topic that can be subscribed to");
  }
  return std::nullopt;
}

}  // namespace nowthen::sim
