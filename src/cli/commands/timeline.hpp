#pragma once
#include <nowthen/core/instant.hpp>
#include <nowthen/model/conversation_detail.hpp>
#include <string>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/style.hpp"

namespace nowthen::cli {

struct TimelineOptions {
  std::size_t width = 80;  ///< Cells of a line.
  Instant now;             ///< Up to which what goes on is drawn.
  ShowInstant show_instant;
  Palette palette;
};

/// A conversation as a person reads it: when, who, and a bar for each session with what happened when.
/// Ends with a line break.
std::string timeline_text(const ConversationDetail& conversation, const TimelineOptions& options);

}  // namespace nowthen::cli
