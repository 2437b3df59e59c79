#include "archive/finding.hpp"

#include <fmt/format.h>

namespace nowthen::archive {

const char* to_string(FindingKind kind) noexcept {
  switch (kind) {
    case FindingKind::header_damaged: return "header_damaged";
    case FindingKind::segment_unreadable: return "segment_unreadable";
    case FindingKind::segment_misplaced: return "segment_misplaced";
    case FindingKind::segment_missing: return "segment_missing";
    case FindingKind::page_damaged: return "page_damaged";
    case FindingKind::torn_end: return "torn_end";
    case FindingKind::pages_missing: return "pages_missing";
    case FindingKind::chain_broken: return "chain_broken";
    case FindingKind::record_damaged: return "record_damaged";
    case FindingKind::erasure_unfinished: return "erasure_unfinished";
    case FindingKind::end_missing: return "end_missing";
    case FindingKind::prune_unfinished: return "prune_unfinished";
    case FindingKind::set_aside: return "set_aside";
    case FindingKind::foreign_file: return "foreign_file";
  }
  return "unknown";
}

bool is_damage(FindingKind kind) noexcept {
  return kind != FindingKind::torn_end && kind != FindingKind::set_aside && kind != FindingKind::foreign_file;
}

std::string to_text(const Finding& finding) {
  if (finding.segment == 0) return fmt::format("{}: {}", to_string(finding.kind), finding.cause);
  return fmt::format("segment {}, offset {}: {}: {}", finding.segment, finding.offset,
                     to_string(finding.kind), finding.cause);
}

}  // namespace nowthen::archive
