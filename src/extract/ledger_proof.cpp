#include "extract/ledger_proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "archive/reader.hpp"
#include "core/digest.hpp"
#include "extract/ids_hash.hpp"
#include "extract/quarantine.hpp"
#include "extract/readings_of.hpp"
#include "extract/tutorial_detail.hpp"
#include "nowthen/genesys/detail_decoder.hpp"

namespace nowthen::extract {
namespace {

using archive::PageKind;

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Interval interval_in(const warehouse::Rows& row) {
  return {row.get<Instant>(0).value_or(Instant{}), row.get<Instant>(1).value_or(Instant{})};
}

/// Calls `each(rows)` for every row.
template <class Each>
Result<void> for_each(warehouse::Connection& connection, const std::string& sql, Each each) {
  auto rows = connection.query(sql);
  if (!rows) return rows.error();
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return {};
    each(*rows);
  }
}

Result<std::vector<LedgerReading>> readings_in(warehouse::Connection& connection, const std::string& schema) {
  std::vector<LedgerReading> readings;
  auto read = for_each(
      connection,
      fmt::format("SELECT window_begin, window_end, reading_number, run_id, distinct_ids, set_aside, "
                  "array_to_string(page_hashes, ','), ids_hash, available_until, surface, started_at, "
                  "last_total FROM {}.ledger_reading WHERE "
                  "surface IN ('job', 'sync') AND ended_at IS NOT NULL ORDER BY ended_at",
                  schema),
      [&](const warehouse::Rows& row) {
        readings.push_back({.surface = row.get<std::string>(9).value_or(""),
                            .interval = interval_in(row),
                            .reading_number = row.get<std::int64_t>(2).value_or(0),
                            .run_id = row.get<std::int64_t>(3).value_or(0),
                            .started_at = row.get<Instant>(10).value_or(Instant{}),
                            .last_total = row.get<std::int64_t>(11),
                            .distinct_ids = row.get<std::int64_t>(4).value_or(0),
                            .set_aside = row.get<std::int64_t>(5).value_or(0),
                            .page_hashes = split(row.get<std::string>(6).value_or("")),
                            .ids_hash = row.get<std::string>(7).value_or(""),
                            .available_until = row.get<Instant>(8)});
      });
  if (!read) return read.error();
  return readings;
}

Result<std::vector<LedgerWindow>> windows_in(warehouse::Connection& connection, const std::string& schema) {
  std::vector<LedgerWindow> windows;
  auto read = for_each(
      connection,
      fmt::format(
          "SELECT window_begin, window_end, state, surface FROM {}.ledger_window WHERE surface IN ('job', "
          "'sync') ORDER BY 1",
          schema),
      [&](const warehouse::Rows& row) {
        windows.push_back({.surface = row.get<std::string>(3).value_or(""),
                           .interval = interval_in(row),
                           .state = row.get<std::string>(2).value_or("")});
      });
  if (!read) return read.error();
  return windows;
}

/// Walks the archive once and gathers what it has of each reading.
class Gathering {
 public:
  Gathering(const std::vector<LedgerReading>& readings, archive::Reader reader)
      : reader_(std::move(reader)), gathered_(readings.size()) {
    for (std::size_t i = 0; i < readings.size(); ++i) {
      gathered_[i].evidence.pages.resize(readings[i].page_hashes.size());
      gathered_[i].pages_left = readings[i].page_hashes.size();
      for (std::size_t page = 0; page < readings[i].page_hashes.size(); ++page)
        wanted_.emplace(readings[i].page_hashes[page], Place{i, page});
    }
  }

  Result<void> run(const std::stop_token& stop) {
    while (!wanted_.empty()) {
      auto page = reader_.next(stop);
      if (!page) return page.error();
      if (!*page) break;
      take(**page);
    }
    for (Gathered& each : gathered_) finish(each);
    return {};
  }

  ReadingEvidence& evidence(std::size_t reading) { return gathered_[reading].evidence; }

 private:
  struct Place {
    std::size_t reading = 0;
    std::size_t page = 0;
  };
  struct Gathered {
    ReadingEvidence evidence;
    std::vector<std::string> ids;
    std::size_t pages_left = 0;
  };

  void take(const archive::Page& page) {
    const PageKind kind = page.header().kind;
    is_suppressing_ = is_suppressing_ || kind == PageKind::suppression;
    const std::int64_t quarantined = std::exchange(quarantined_, 0);
    const auto came = kind == PageKind::quarantine ? came_as(page.header()) : std::nullopt;
    if (came == PageKind::job || came == PageKind::sync) quarantined_ = page.record_count();
    const auto [begin, end] = wanted_.equal_range(to_hex(page.found.hash));
    for (auto place = begin; place != end; ++place) take(page, place->second, quarantined);
    wanted_.erase(begin, end);
  }

  void take(const archive::Page& page, const Place& place, std::int64_t quarantined) {
    Gathered& gathered = gathered_[place.reading];
    ReadingEvidence& evidence = gathered.evidence;
    evidence.pages[place.page] = {.sequence = page.sequence(),
                                  .kind = page.header().kind,
                                  .window = page.header().window,
                                  .note = page.header().note};
    evidence.may_lack_suppressed = is_suppressing_;
    evidence.lost_records += quarantined;
    for (std::uint32_t i = 0; i < page.record_count(); ++i) take_id(page, i, gathered);
    if (--gathered.pages_left == 0) finish(gathered);
  }

  /// What is damaged is found by whoever looks at the archive; here its id is not known.
  void take_id(const archive::Page& page, std::uint32_t index, Gathered& gathered) {
    const auto record = reader_.record(page, index);
    if (record && !record->erased)
      if (const auto detail = decode(kind_noted(page.header().note), record->bytes)) {
        gathered.ids.push_back(detail->conversation_id.str());
        return;
      }
    ++gathered.evidence.lost_records;
  }

  Result<ConversationDetail> decode(RecordKind kind, std::string_view bytes) {
    return kind == RecordKind::platform_record ? decoder_.decode(bytes) : tutorial_.decode(bytes, kind);
  }

  static void finish(Gathered& gathered) {
    if (!gathered.evidence.ids_hash.empty()) return;
    const std::unordered_set<std::string> distinct(gathered.ids.begin(), gathered.ids.end());
    gathered.evidence.distinct_ids = std::ssize(distinct);
    gathered.evidence.ids_hash = hash_of_ids(std::exchange(gathered.ids, {}));
  }

  archive::Reader reader_;
  DetailDecoder decoder_;
  TutorialDetails tutorial_;
  std::vector<Gathered> gathered_;
  std::unordered_multimap<std::string, Place> wanted_;
  std::int64_t quarantined_ = 0;  ///< Records of the page before, set aside from the one that follows.
  bool is_suppressing_ = false;
};

/// Readings that can be relied on: held against their pages, or of pages that are gone.
struct Judged {
  std::vector<LedgerReading> sound;
  std::vector<LedgerReading> gone;
};

Judged judge_all(const std::vector<LedgerReading>& readings, Gathering& gathering,
                 const std::optional<archive::PruneTrace>& pruned, LedgerVerification& found) {
  Judged judged;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const LedgerReading& reading = readings[i];
    ReadingEvidence& evidence = gathering.evidence(i);
    evidence.may_be_pruned = pruned && reading.run_id <= static_cast<std::int64_t>(pruned->last.sequence);
    const ReadingVerdict verdict = judge(reading, evidence);
    found.unknown_ids += verdict.unknown_ids;
    for (const std::string& fault : verdict.faults)
      found.findings.push_back({reading.interval, reading.reading_number, fault});
    if (verdict.faults.empty()) (verdict.is_pruned ? judged.gone : judged.sound).push_back(reading);
  }
  found.sound_readings = std::ssize(judged.sound);
  found.pruned_readings = std::ssize(judged.gone);
  return judged;
}

/// What rests on pages that are gone is neither proven nor unfounded.
void judge_windows(const std::vector<LedgerWindow>& windows, Judged judged, LedgerVerification& found) {
  const auto claimed = std::count_if(windows.begin(), windows.end(), [](const LedgerWindow& window) {
    return window.state != "open" && window.state != "provisional";
  });
  found.proven_days = claimed - std::ssize(unfounded(windows, judged.sound));
  judged.sound.insert(judged.sound.end(), judged.gone.begin(), judged.gone.end());
  const auto baseless = unfounded(windows, judged.sound);
  found.findings.insert(found.findings.end(), baseless.begin(), baseless.end());
}

}  // namespace

Result<LedgerVerification> prove_ledger(warehouse::Connection& connection, const std::string& schema,
                                        const std::string& archive_folder,
                                        const std::optional<archive::PruneTrace>& pruned,
                                        const std::stop_token& stop) {
  const auto readings = readings_in(connection, schema);
  if (!readings) return readings.error();
  const auto windows = windows_in(connection, schema);
  if (!windows) return windows.error();
  LedgerVerification found{.readings = std::ssize(*readings)};
  if (readings->empty()) {
    judge_windows(*windows, {}, found);
    return found;
  }
  auto reader = archive::Reader::open(archive_folder);
  if (!reader) return reader.error();
  Gathering gathering(*readings, *std::move(reader));
  if (auto done = gathering.run(stop); !done) return done.error();
  judge_windows(*windows, judge_all(*readings, gathering, pruned, found), found);
  return found;
}

}  // namespace nowthen::extract
