#include "cli/commands/field_differences.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::cli {
namespace {

void compare_texts(std::vector<FieldDifference>& differences, FieldDifference candidate) {
  if (candidate.live.empty() || candidate.history.empty() || candidate.live == candidate.history) return;
  differences.push_back(std::move(candidate));
}

std::string text_of(const std::optional<Instant>& instant) { return instant ? format_instant(*instant) : ""; }

std::string why_state(const Conversation& history, const CompareOptions& options) {
  if (!is_closed(history)) return {};
  if (!history.ended_at) return {};
  if (*history.ended_at >= options.live_read_at) return "closed after live was read";
  return fmt::format(
      "live still showed it {} s after its end",
      std::chrono::floor<std::chrono::seconds>(options.live_read_at - *history.ended_at).count());
}

const Participant* find(const std::vector<Participant>& participants, const ParticipantId& id) {
  const auto found = std::find_if(participants.begin(), participants.end(),
                                  [&id](const Participant& participant) { return participant.id == id; });
  return found == participants.end() ? nullptr : &*found;
}

/// `agent Ann` for those of `side` that `other` does not have, or has under another name or role.
std::string only_in(const std::vector<Participant>& side, const std::vector<Participant>& other) {
  std::vector<std::string> names;
  for (const Participant& participant : side) {
    const Participant* const match = find(other, participant.id);
    if (match != nullptr && match->role == participant.role && match->name == participant.name) continue;
    const std::string& name = participant.name.empty() ? participant.id.str() : participant.name;
    names.push_back(participant.role.empty() ? name : participant.role + " " + name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

void compare_participants(std::vector<FieldDifference>& differences, const Conversation& live,
                          const Conversation& history) {
  if (live.participants.empty() || history.participants.empty()) return;
  FieldDifference difference{.field = "participants",
                             .live = only_in(live.participants, history.participants),
                             .history = only_in(history.participants, live.participants)};
  if (difference.live.empty() && difference.history.empty()) return;
  if (difference.live.empty() && !is_closed(live)) difference.why = "joined after live was read";
  differences.push_back(std::move(difference));
}

}  // namespace

std::vector<FieldDifference> field_differences(const Conversation& live, const Conversation& history,
                                               const CompareOptions& options) {
  std::vector<FieldDifference> differences;
  compare_texts(differences, {"media", live.media_type, history.media_type, {}});
  compare_texts(differences, {"state", live.state, history.state, why_state(history, options)});
  compare_texts(differences, {"start", text_of(live.started_at), text_of(history.started_at), {}});
  compare_texts(differences, {"end", text_of(live.ended_at), text_of(history.ended_at), {}});
  compare_participants(differences, live, history);
  return differences;
}

}  // namespace nowthen::cli
