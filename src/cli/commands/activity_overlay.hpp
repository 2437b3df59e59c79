#pragma once
#include <functional>
#include <map>
#include <nowthen/genesys/client.hpp>
#include <nowthen/model/activity.hpp>
#include <nowthen/model/conversation.hpp>
#include <stop_token>

namespace nowthen::cli {

/// What goes on at this instant as activity shows it, to be laid over conversations as the listing shows
/// them: the listing is some moments behind.
///
/// Only the readable fields change (state, queue, agents), never a record's own bytes.
class ActivityOverlay {
 public:
  void add(const Activity& activity);

  /// Leaves a conversation as it is that activity does not name: it lists only some of a group.
  void apply(Conversation& conversation) const;

 private:
  std::map<ConversationId, ActiveEntity> active_;
};

/// Asks the platform what goes on, in a request for each hundred groups of queue and medium.
///
/// Where this may not be asked (a permission is missing) the overlay is empty and `explain` gets the reason;
/// where the contract has no activity, it is just empty. Fails only when stopped. Blocks as the client does.
Result<ActivityOverlay> read_activity(const Client& client, const std::stop_token& stop,
                                      const std::function<void(const Error&)>& explain);

}  // namespace nowthen::cli
