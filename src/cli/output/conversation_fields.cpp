#include "cli/output/conversation_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::cli {

std::optional<std::chrono::milliseconds> duration_of(const Conversation& conversation, Instant now) {
  if (!conversation.started_at) return std::nullopt;
  if (!conversation.ended_at && is_closed(conversation)) return std::nullopt;
  const auto duration = conversation.ended_at.value_or(now) - *conversation.started_at;
  if (duration < std::chrono::milliseconds{0}) return std::nullopt;
  return duration;
}

std::vector<std::string> agent_names(const Conversation& conversation) {
  std::vector<std::string> names;
  for (const Participant& participant : conversation.participants) {
    if (participant.role != "agent") continue;
    const std::string& name = participant.name.empty() ? participant.id.str() : participant.name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

const std::string& queue_label(const Conversation& conversation) {
  const auto& participants = conversation.participants;
  const auto named = std::find_if(
      participants.begin(), participants.end(),
      [](const Participant& participant) { return participant.role == "acd" && !participant.name.empty(); });
  return named == participants.end() ? conversation.queue_id.str() : named->name;
}

std::string clock_text(std::chrono::milliseconds duration) {
  if (duration < std::chrono::milliseconds{0}) return "-" + clock_text(-duration);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration).count();
  if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string grouped(std::int64_t count) {
  std::string digits = std::to_string(count);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

}  // namespace nowthen::cli
