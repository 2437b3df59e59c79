#pragma once
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

/// What is asked of the tables for the contact centre at an instant. Each question is pruned by time, or
/// names the conversations that one before it found.
namespace nowthen::asof::question {

/// One row: begin of history, its latest reading, begin of the live feed, its latest leg.
std::string extent();
/// At most one row: until when the live feed has seen everything.
std::string live_seen_until();
/// Days of the ledger from `from` until `at`, the last first: begin, state, surface.
std::string days(Instant from, Instant at);
/// Gaps at `at` that are not healed: begin, end, cause.
std::string gaps(Instant at);

/// The segments that go on at `at`: conversation, participant, session, segment, purpose, type, begin, end,
/// queue, user, medium, direction.
std::string present(Instant at);

// The next four ask about conversations: their ids, `joined`, are the one parameter.

/// The same columns as far as the queue: what of these conversations began between `from` and `at`.
std::string stretches(Instant from, Instant at);
/// Conversation, when its record was true, whether it had ended: those of these that began between `from` and
/// `at`, and any that began earlier and goes on, whether it is one of these or not.
std::string recent_records(Instant from, Instant at);
/// The same columns: those of these that began until `from`.
std::string earlier_records(Instant from);
/// Which of these the live feed knows.
std::string known_live();

std::string joined(const std::vector<std::string>& ids);

/// The legs until `at` of the conversations that the live feed had on the floor at `at`: conversation,
/// medium, direction, state, queue, user, begin, end, when it was seen.
std::string live_legs(Instant at);

/// Names that were valid at `at`: `queue` or `user`, id, name.
std::string names(Instant at);

}  // namespace nowthen::asof::question
