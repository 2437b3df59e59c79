#pragma once
#include <chrono>
#include <functional>
#include <nowthen/model/conversation.hpp>
#include <optional>
#include <string>

namespace nowthen::cli {

/// Shows an instant to a person, in the time zone they asked for.
using ShowInstant = std::function<std::string(Instant)>;

/// How long the conversation lasted, or has lasted at `now` while it goes on. Empty when its start is
/// unknown, when it is over but nobody said when, or when the span would be negative.
std::optional<std::chrono::milliseconds> duration_of(const Conversation& conversation, Instant now);

/// The agents' names in the order they came, each once; an agent without a name by id.
std::vector<std::string> agent_names(const Conversation& conversation);

/// What a person calls the queue: the name of the first `acd` participant, or the queue's id where it has
/// none.
const std::string& queue_label(const Conversation& conversation);

/// `1:02:03`, `2:03`, `0:07`: hours only where there are any; fractions cut off.
std::string clock_text(std::chrono::milliseconds duration);

/// `12,345`.
std::string grouped(std::int64_t count);

}  // namespace nowthen::cli
