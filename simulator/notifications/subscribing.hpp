#pragma once
#include <span>
#include <string>
#include <vector>

#include "simulator/http/problem.hpp"
#include "simulator/notifications/channel_store.hpp"
#include "simulator/platform/directory.hpp"

namespace nowthen::sim {

/// What is said about one topic that somebody wants to subscribe to.
struct TopicVerdict {
  std::string name;            ///< As it was asked for, or as frames name it where it is permitted.
  std::optional<Topic> topic;  ///< Empty: rejected.
  std::string rejection_reason;
  std::string_view missing_permission;  ///< Why it is rejected; empty: another reason.
};

/// Whose wishes are judged, and by what.
struct TopicJudge {
  const std::vector<std::string>& permissions;
  const Directory& directory;

  /// Unknown names, permissions that are missing, and queues that there are not, are rejected. A conversation
  /// may be one that has not begun.
  TopicVerdict operator()(std::string_view name) const;
};

/// Whether topics are added to those that a channel has, or take their place.
enum class SubscribeMode : std::uint8_t { add, replace };

/// Subscribes to what was permitted, and gives the channel its 24 hours anew. 400 when it would have more
/// than 1,000 topics then: nothing has changed in that case.
Checked<void> subscribe(Channel& channel, std::span<const TopicVerdict> verdicts, SubscribeMode mode,
                        const ChannelMoment& moment);

/// The refusal of a whole request for the first topic that was rejected: 403 for a permission, 404 for a
/// queue that there is not, 400 otherwise. Nothing: none was.
std::optional<Problem> problem_of(std::span<const TopicVerdict> verdicts);

}  // namespace nowthen::sim
