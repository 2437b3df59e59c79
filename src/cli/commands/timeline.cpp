#include "cli/commands/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t label_cells = 30;
constexpr std::size_t least_bar = 16;

/// How a stretch is drawn.
struct Look {
  std::string_view type;
  std::string_view sign;
  std::string_view meaning;
  Style style;
};

constexpr std::array looks{
    Look{"interact", "█", "talks", Style::green}, Look{"hold", "▒", "holds", Style::yellow},
    Look{"alert", "░", "rings", Style::cyan},     Look{"wrapup", "▓", "wraps up", Style::blue},
    Look{"dialing", "·", "dials", Style::cyan},   Look{"contacting", "·", "dials", Style::cyan},
    Look{"delay", "-", "waits", Style::dim},      Look{"ivr", "=", "flow", Style::dim},
    Look{"system", "=", "system", Style::dim}};
constexpr Look other_look{"", "+", "other", Style::plain};

const Look& look_of(const Segment& segment, std::string_view purpose) {
  static constexpr Look waiting{"", "-", "waits", Style::red};
  if (purpose == "acd" && segment.segment_type == "interact") return waiting;
  const auto found = std::find_if(looks.begin(), looks.end(),
                                  [&](const Look& look) { return look.type == segment.segment_type; });
  return found == looks.end() ? other_look : *found;
}

/// From when to when a bar reaches.
struct Span {
  Instant begin;
  Instant end;

  std::size_t cell_of(Instant instant, std::size_t cells) const {
    const auto whole = std::max<std::int64_t>((end - begin).count(), 1);
    const auto part = std::clamp<std::int64_t>((instant - begin).count(), 0, whole);
    return static_cast<std::size_t>(part * static_cast<std::int64_t>(cells) / whole);
  }
};

Span span_of(const ConversationDetail& conversation, Instant now) {
  Span span{conversation.conversation_start.value_or(now), conversation.conversation_end.value_or(now)};
  for (const ParticipantDetail& participant : conversation.participants)
    for (const Session& session : participant.sessions)
      for (const Segment& segment : session.segments) {
        if (segment.segment_start) span.begin = std::min(span.begin, *segment.segment_start);
        if (segment.segment_end) span.end = std::max(span.end, *segment.segment_end);
      }
  return span;
}

std::string bar_of(const Session& session, std::string_view purpose, const Span& span, std::size_t cells,
                   const Palette& palette) {
  std::vector<const Look*> drawn(cells, nullptr);
  for (const Segment& segment : session.segments) {
    if (!segment.segment_start) continue;
    const std::size_t begin = std::min(span.cell_of(*segment.segment_start, cells), cells - 1);
    const std::size_t end = span.cell_of(segment.segment_end.value_or(span.end), cells);
    for (std::size_t cell = begin; cell < std::max(end, begin + 1); ++cell)
      drawn.at(cell) = &look_of(segment, purpose);
  }
  std::string bar;
  for (const Look* look : drawn) bar += look == nullptr ? " " : palette.paint(look->style, look->sign);
  return bar;
}

std::string label_of(const ParticipantDetail& participant, const Session& session) {
  std::string who = participant.purpose.empty() ? "somebody" : participant.purpose;
  if (!participant.participant_name.empty()) who += " " + participant.participant_name;
  who += ", " + (session.media_type.empty() ? std::string("?") : session.media_type);
  return truncate(printable(who), label_cells);
}

std::string padded(const std::string& text, std::size_t cells) {
  return text + std::string(cells - std::min(cells, display_width(text)), ' ');
}

std::string length_text(const Session& session, Instant now) {
  milliseconds length{0};
  for (const Segment& segment : session.segments)
    if (segment.segment_start) length += segment.segment_end.value_or(now) - *segment.segment_start;
  return clock_text(length);
}

std::string head_of(const ConversationDetail& conversation, const TimelineOptions& options) {
  const auto start = conversation.conversation_start;
  const auto end = conversation.conversation_end;
  std::string head = options.palette.paint(Style::bold, printable(conversation.conversation_id.str()));
  if (!conversation.originating_direction.empty())
    head += "  " + printable(conversation.originating_direction);
  head += "\n";
  if (start)
    head += fmt::format("{} to {}", options.show_instant(*start), end ? options.show_instant(*end) : "now");
  if (start) head += fmt::format(", {}", clock_text(end.value_or(options.now) - *start));
  return head + (end ? "\n" : ", going on\n");
}

std::string legend(const Palette& palette) {
  std::string line;
  for (const Look& look : looks)
    if (line.find(look.meaning) == std::string::npos)
      line += fmt::format("{}{} {}", line.empty() ? "" : "  ", palette.paint(look.style, look.sign),
                          look.meaning);
  return line + "\n";
}

}  // namespace

std::string timeline_text(const ConversationDetail& conversation, const TimelineOptions& options) {
  const Span span = span_of(conversation, options.now);
  constexpr std::size_t around = label_cells + 12;
  const std::size_t cells = std::max(options.width, around + least_bar) - around;
  std::string text = head_of(conversation, options) + "\n";
  for (const ParticipantDetail& participant : conversation.participants)
    for (const Session& session : participant.sessions)
      text += fmt::format("{}  {}  {:>8}\n", padded(label_of(participant, session), label_cells),
                          bar_of(session, participant.purpose, span, cells, options.palette),
                          length_text(session, span.end));
  return text + legend(options.palette);
}

}  // namespace nowthen::cli
