#include "asof/view.hpp"

#include <algorithm>

namespace nowthen::asof {
namespace {

const std::string& named(const std::map<std::string, std::string, std::less<>>& names,
                         const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() || found->second.empty() ? id : found->second;
}

}  // namespace

const std::string& View::queue_name(const QueueId& id) const { return named(queue_names, id.str()); }

const std::string& View::user_name(const UserId& id) const { return named(user_names, id.str()); }

Source View::source_of(const ConversationId& id) const {
  const auto found = sources.find(id.str());
  return found == sources.end() ? Source{} : found->second;
}

std::size_t View::live_count() const {
  return static_cast<std::size_t>(
      std::count_if(floor.conversations.begin(), floor.conversations.end(),
                    [this](const auto& each) { return source_of(each.conversation_id).is_live; }));
}

}  // namespace nowthen::asof
