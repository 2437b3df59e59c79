#pragma once
#include <functional>
#include <string>

#include "simulator/platform/dimension.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// What goes on in a queue. A contact that rings at somebody is alerting and no longer waiting.
enum class Work : std::uint8_t { waiting, alerting, interacting };

using WorkVisitor = std::function<void(Work, const SegmentPlace&)>;

/// Calls `visit` for each session that waits, alerts or interacts at `at`, with the segment that is going on:
/// as the live board knows it, before history does. By (start, id) of the conversation.
void for_each_work(PlatformSource& source, Instant at, const WorkVisitor& visit);

/// The dimensions of one, `conversationId` and `sessionId` included. `place` must outlive them.
NamedValues values_of(const SegmentPlace& place);

/// The queue of a segment: its own, or else that of another one of the session.
std::string_view queue_of(const SegmentPlace& place);

/// Appends the members that activity and observations both show of one, each with a comma before it.
void append_work(std::string& out, const SegmentPlace& place);

}  // namespace nowthen::sim
