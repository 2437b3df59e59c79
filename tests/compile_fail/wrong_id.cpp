// Must compile as it stands, and must not with WRONG_ID: a queue is no conversation.
#include <nowthen/core/id.hpp>

namespace {

bool is_known(const nowthen::ConversationId& id) { return !id.empty(); }

}  // namespace

int main() {
#ifdef WRONG_ID
  const nowthen::QueueId id{"a"};
#else
  const nowthen::ConversationId id{"a"};
#endif
  return is_known(id) ? 0 : 1;
}
