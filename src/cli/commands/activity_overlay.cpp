#include "cli/commands/activity_overlay.hpp"

#include <algorithm>

namespace nowthen::cli {
namespace {

constexpr int most_pages = 5;

/// What somebody does, by the metric that counts it; the larger one says more.
int weight_of(std::string_view metric) {
  if (metric == "oInteracting") return 3;
  if (metric == "oAlerting") return 2;
  return metric == "oWaiting" ? 1 : 0;
}

/// The state as the listing would call it. Who is on hold interacts too, and only the listing says so.
std::string state_of(std::string_view metric, const std::string& listed) {
  if (metric == "oInteracting") return listed == "held" ? listed : "connected";
  return metric == "oAlerting" ? "ringing" : "queued";
}

void name_agent(Conversation& conversation, const ActiveEntity& entity) {
  if (entity.user_id.empty()) return;
  const bool known = std::any_of(conversation.participants.begin(), conversation.participants.end(),
                                 [&](const Participant& participant) {
                                   return participant.role == "agent" &&
                                          (participant.name.empty() || entity.participant_name.empty() ||
                                           participant.name == entity.participant_name);
                                 });
  if (known) return;
  conversation.participants.push_back(
      {.id = ParticipantId(entity.user_id.str()), .name = entity.participant_name, .role = "agent"});
}

}  // namespace

void ActivityOverlay::add(const Activity& activity) {
  for (const ActivityGroup& group : activity.results)
    for (const ActiveEntity& entity : group.entities) {
      if (entity.conversation_id.empty() || weight_of(entity.metric) == 0) continue;
      const auto [at, is_new] = active_.try_emplace(entity.conversation_id, entity);
      if (!is_new && weight_of(entity.metric) > weight_of(at->second.metric)) at->second = entity;
    }
}

void ActivityOverlay::apply(Conversation& conversation) const {
  const auto found = active_.find(conversation.id);
  if (found == active_.end() || conversation.ended_at) return;
  const ActiveEntity& entity = found->second;
  conversation.state = state_of(entity.metric, conversation.state);
  if (conversation.queue_id.empty()) conversation.queue_id = entity.queue_id;
  name_agent(conversation, entity);
}

Result<ActivityOverlay> read_activity(const Client& client, const std::stop_token& stop,
                                      const std::function<void(const Error&)>& explain) {
  ActivityOverlay overlay;
  const auto platform = client.platform();
  if (!platform) return overlay;
  ActivityQuery query;
  query.details = query.metrics;
  for (; query.page_number <= most_pages; ++query.page_number) {
    const auto activity = platform->activity(query, stop);
    if (!activity) {
      if (activity.error().kind == ErrorKind::cancelled) return activity.error();
      explain(activity.error());
      return overlay;
    }
    overlay.add(*activity);
    if (activity->results.size() < static_cast<std::size_t>(query.page_size)) break;
  }
  return overlay;
}

}  // namespace nowthen::cli
