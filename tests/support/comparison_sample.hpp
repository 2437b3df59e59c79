#pragma once
#include "cli/commands/comparison_report.hpp"

namespace nowthen::testing {

/// A comparison in which every finding occurs, read at noon.
inline cli::ComparisonReport comparison_sample() {
  using namespace std::chrono_literals;
  const Instant noon = parse_instant("2026-11-22T12:00:00Z").value();
  const auto call = [noon](const char* id, const char* state, std::chrono::minutes age) {
    return Conversation{
        .id = ConversationId(id), .media_type = "voice", .state = state, .started_at = noon - age};
  };
  const auto closed = [&call, noon](const char* id, std::chrono::minutes age,
                                    std::chrono::minutes ended_ago) {
    Conversation conversation = call(id, "closed", age);
    conversation.ended_at = noon - ended_ago;
    return conversation;
  };
  Conversation grown = closed("c-differs", 30min, 8min);
  grown.participants = {{ParticipantId("p1"), "Ann \"A\" Li\x1b", "agent", ""}};
  Conversation before = call("c-differs", "held", 30min);
  before.participants = {{ParticipantId("p0"), "Customer", "customer", ""}};
  const std::vector<Conversation> live{call("a-open", "connected", 5min), closed("b-awaited", 20min, 12min),
                                       before, closed("d-equal", 40min, 35min),
                                       closed("e-before", 1500min, 20min)};
  const std::vector<Conversation> history{grown, closed("d-equal", 40min, 35min),
                                          closed("f-left", 2000min, 1990min),
                                          closed("g-missing", 90min, 80min)};
  cli::ComparisonReport report;
  report.options = {.window = {noon - 24h, noon}, .live_read_at = noon, .history_read_at = noon + 6s};
  report.comparison = cli::compare_sides(live, history, report.options);
  report.live = {.pages = 1, .records = 5, .matched = 5, .server_total = 5, .ended = true};
  report.history = {
      .pages = 1, .records = 4, .matched = 4, .unproven_windows = 1, .server_total = 5, .ended = true};
  return report;
}

}  // namespace nowthen::testing
