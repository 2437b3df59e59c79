#include "simulator/platform/world_records.hpp"

#include <algorithm>
#include <array>

#include "simulator/platform/callback_time.hpp"
#include "simulator/platform/record_json.hpp"

namespace nowthen::sim {
namespace {

// Some twenty thousand records: the pages that a client reads more than once.
constexpr std::size_t most_written_bytes = std::size_t{128} << 20U;

std::uint8_t bit_of(MediaType media) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(media)); }

/// The medium of all its sessions, if they have but one and some segment of it is there from `shown_at` on;
/// or 0.
std::uint8_t only_medium(const ConversationTruth& conversation, Instant shown_at) {
  unsigned bits = 0;
  for (const SessionTruth& session : conversation.sessions) bits |= bit_of(session.media);
  const bool is_one = bits != 0 && (bits & (bits - 1)) == 0;
  const bool is_there = std::any_of(
      conversation.segments.begin(), conversation.segments.end(),
      [&](const auto& segment) { return segment.type != SegmentType::wrapup && segment.start <= shown_at; });
  return is_one && is_there ? static_cast<std::uint8_t>(bits) : std::uint8_t{0};
}

PlatformEntry entry_of(const ConversationTruth& conversation) {
  const VisibilityTruth& visibility = conversation.visibility;
  Instant first = conversation.start;
  for (const SegmentTruth& segment : conversation.segments) first = std::min(first, segment.start);
  const Instant shown_at = std::min(visibility.open_at, visibility.visible_at);
  return {.start = conversation.start,
          .first_activity = first,
          .end = conversation.end,
          .settled = settled_at(conversation),
          .shown_at = shown_at,
          .closed_at = visibility.visible_at,
          .deleted_at = visibility.deleted_at,
          .medium = only_medium(conversation, shown_at)};
}

}  // namespace

std::span<const PlatformEntry> WorldRecords::entries() {
  const auto conversations = world_.conversations();
  for (std::size_t index = entries_.size(); index < conversations.size(); ++index) {
    PlatformEntry& entry = entries_.emplace_back(entry_of(conversations[index]));
    if (retention_) entry.deleted_at = std::min(entry.deleted_at, entry.start + *retention_);
  }
  return entries_;
}

const ConversationFacts& WorldRecords::facts(std::size_t index, Instant at, Knowledge knowledge) {
  return facts_.fill(world_.conversations()[index], at, knowledge);
}

void WorldRecords::append_record(std::string& out, std::size_t index, Instant at, Attributes attributes) {
  const std::size_t begin = out.size();
  if (attributes == Attributes::hidden)
    append_hidden(out, index, at);
  else
    append_record_json(out, facts(index, at, Knowledge::of_history), attributes);
  // After what is remembered of the record: only this moves with every reading.
  if (at >= callbacks_forgotten_at(world_.conversations()[index])) overwrite_callback_times(out, begin, at);
}

void WorldRecords::append_hidden(std::string& out, std::size_t index, Instant at) {
  const auto found = written_.find(index);
  if (found != written_.end() && found->second.from <= at && at < found->second.until) {
    out += found->second.text;
    return;
  }
  const ConversationFacts& facts = this->facts(index, at, Knowledge::of_history);
  const Instant until = facts.changes_at;
  const std::size_t begin = out.size();
  append_record_json(out, facts, Attributes::hidden);
  if (written_bytes_ > most_written_bytes) {
    written_.clear();
    written_bytes_ = 0;
  }
  written_bytes_ += out.size() - begin;
  written_.insert_or_assign(index, Written{.from = at, .until = until, .text = out.substr(begin)});
}

std::optional<MediaSeen> WorldRecords::media_at(std::size_t index, Instant at) const {
  const ConversationTruth& conversation = world_.conversations()[index];
  const Revision revision = revision_at(conversation, at);
  unsigned bits = 0;
  MediaSeen seen;
  const auto changes = [&](Instant instant) {
    if (instant > at) seen.until = std::min(seen.until, instant);
  };
  if (revision < Revision::finished) changes(conversation.visibility.wrapup_visible_at);
  for (const SessionTruth& session : conversation.sessions) {
    for (const SegmentTruth& segment : conversation.segments_of(session)) {
      if (revision < Revision::finished && segment.type == SegmentType::wrapup) continue;
      if (revision == Revision::open && segment.start > at)
        changes(segment.start);
      else
        bits |= bit_of(session.media);
    }
  }
  seen.bits = static_cast<std::uint8_t>(bits);
  return seen;
}

std::string_view WorldRecords::revision(std::size_t index, Instant at) {
  constexpr std::array<std::string_view, 6> names{"", "open", "closed", "finished", "corrected", ""};
  return names.at(static_cast<std::size_t>(revision_at(world_.conversations()[index], at)));
}

std::optional<std::size_t> WorldRecords::find(std::string_view id) {
  const ConversationTruth* found = world_.find(id);
  if (found == nullptr) return std::nullopt;
  return static_cast<std::size_t>(found - world_.conversations().data());
}

}  // namespace nowthen::sim
