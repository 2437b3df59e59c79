#include "simulator/platform/callback_time.hpp"

#include <algorithm>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/facts.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {
namespace {

constexpr std::chrono::hours known_for{48};

/// No text can contain it: a quotation mark in a text has a backslash before it.
constexpr std::string_view key = R"("callbackScheduledTime":)";

}  // namespace

Instant callbacks_forgotten_at(const ConversationTruth& conversation) {
  const bool has_callback =
      std::any_of(conversation.sessions.begin(), conversation.sessions.end(),
                  [](const SessionTruth& session) { return session.media == MediaType::callback; });
  const Instant settled = settled_at(conversation);
  return has_callback && settled != never ? settled + known_for : absent;
}

void overwrite_callback_times(std::string& out, std::size_t begin, Instant at) {
  std::string written;
  append_json_instant(written, at);
  for (auto found = out.find(key, begin); found != std::string::npos; found = out.find(key, found))
    out.replace(found += key.size(), written.size(), written);
}

}  // namespace nowthen::sim
