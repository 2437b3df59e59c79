#include "extract/ledger_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "extract/plan/job_plan.hpp"
#include "extract/plan/profile.hpp"

namespace nowthen::extract {
namespace {

using archive::PageKind;

/// What a reading of a surface rests on, and what it is called where it does not.
struct SurfaceWords {
  PageKind kind;
  const char* no_page;
  const char* not_the_last;
  const char* last_before_others;
};
constexpr SurfaceWords job_words{PageKind::job, "is no page of a job", "is not the job's last",
                                 "is the job's last, and others follow"};
constexpr SurfaceWords query_words{PageKind::sync, "is no page of a query", "is not the listing's last",
                                   "is the listing's last, and others follow"};

bool is_noted_last(const std::string& note) { return note == "last" || note.starts_with("last, "); }

std::vector<std::string> page_faults(const LedgerReading& reading, const ReadingEvidence& evidence) {
  const SurfaceWords& words = reading.surface == "sync" ? query_words : job_words;
  std::vector<std::string> faults;
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < evidence.pages.size(); ++i) {
    const auto& page = evidence.pages[i];
    const auto fault = [&](std::string_view what) {
      faults.push_back(fmt::format("page {} of {} {}", i + 1, evidence.pages.size(), what));
    };
    if (!page) {
      fault("is not in the archive");
      continue;
    }
    if (page->sequence <= before) fault("is in the archive before the one it follows");
    before = std::max(before, page->sequence);
    // Of a page of which nothing could be understood the archive has what was set aside.
    const bool is_rubbish = page->kind == PageKind::quarantine && reading.set_aside > 0;
    if (page->kind != words.kind && !is_rubbish) fault(words.no_page);
    if (page->window != reading.interval) fault("is of another interval");
    const bool is_last = i + 1 == evidence.pages.size();
    if (!is_rubbish && is_noted_last(page->note) != is_last)
      fault(is_last ? words.not_the_last : words.last_before_others);
  }
  return faults;
}

void compare_ids(const LedgerReading& reading, const ReadingEvidence& evidence, ReadingVerdict& verdict) {
  // Of a reading that was interrupted it is not known which ids it had: at most so many.
  if (reading.ids_hash.empty() && evidence.distinct_ids <= reading.distinct_ids) return;
  const auto lacking = reading.distinct_ids - evidence.distinct_ids;
  const bool is_explained = evidence.may_lack_suppressed || lacking <= evidence.lost_records;
  if (lacking > 0 && is_explained) {
    verdict.unknown_ids = lacking;
  } else if (lacking != 0) {
    verdict.faults.push_back(fmt::format("it had {} distinct ids, and its pages have {}",
                                         reading.distinct_ids, evidence.distinct_ids));
  } else if (reading.ids_hash != evidence.ids_hash) {
    verdict.faults.emplace_back("its pages have other ids than it had");
  }
}

/// How far the data of a reading have to reach for the state.
Instant needed(WindowState state, Instant window_end) {
  const PlanProfile profile;
  if (state == WindowState::complete) return window_end;
  if (state == WindowState::settled) return window_end + profile.horizon;
  return window_end + profile.horizon + profile.reverify_after;
}

/// As many came as the server said there were, once the day was over. Nothing here proves more.
bool is_counted(const LedgerReading& reading, const LedgerWindow& window, WindowState state) {
  return state == WindowState::complete && reading.interval == window.interval &&
         reading.started_at >= window.interval.end &&
         reading.last_total == reading.distinct_ids + reading.set_aside;
}

bool reaches(const LedgerReading& reading, const LedgerWindow& window, WindowState state) {
  if (window.surface == "sync") return reading.surface == "sync" && is_counted(reading, window, state);
  return reading.surface == window.surface && reading.interval.begin <= window.interval.begin &&
         reading.interval.end >= window.interval.end && reading.available_until &&
         *reading.available_until >= needed(state, window.interval.end);
}

}  // namespace

ReadingVerdict judge(const LedgerReading& reading, const ReadingEvidence& evidence) {
  ReadingVerdict verdict;
  const auto is_gone = [](const auto& page) { return !page; };
  if (evidence.may_be_pruned && std::any_of(evidence.pages.begin(), evidence.pages.end(), is_gone)) {
    verdict.is_pruned = true;
    return verdict;
  }
  if (evidence.pages.empty()) verdict.faults.emplace_back("it names no page of the archive");
  for (std::string& fault : page_faults(reading, evidence)) verdict.faults.push_back(std::move(fault));
  if (verdict.faults.empty()) compare_ids(reading, evidence, verdict);
  return verdict;
}

std::vector<LedgerFinding> unfounded(const std::vector<LedgerWindow>& windows,
                                     const std::vector<LedgerReading>& sound) {
  std::vector<LedgerFinding> findings;
  for (const LedgerWindow& window : windows) {
    const auto state = window_state_named(window.state);
    if (!state) {
      findings.push_back({window.interval, 0, fmt::format("its state, {}, is none", window.state)});
      continue;
    }
    if (*state < WindowState::complete) continue;
    const bool is_founded = std::any_of(sound.begin(), sound.end(), [&](const LedgerReading& reading) {
      return reaches(reading, window, *state);
    });
    if (!is_founded)
      findings.push_back({window.interval, 0,
                          fmt::format("it is called {}, and no sound reading reaches so far", window.state)});
  }
  return findings;
}

}  // namespace nowthen::extract
