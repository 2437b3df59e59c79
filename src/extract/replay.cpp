#include "extract/replay.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t records_at_once = 2'000;
constexpr std::size_t bytes_at_once = std::size_t{32} << 20U;

}  // namespace

Result<std::optional<ReplayedPages>> Replay::next(const std::stop_token& stop) {
  ReplayedPages batch;
  while (batch.readings.size() < records_at_once && batch.bytes < bytes_at_once && !batch.retention) {
    auto page = reader_.next(stop);
    if (!page) return page.error();
    if (!*page) break;
    if ((*page)->sequence() <= after_) continue;
    if ((*page)->sequence() > last_) break;
    take(**page, batch);
    batch.end = {.sequence = (*page)->sequence(), .hash = (*page)->found.hash};
    ++batch.pages;
  }
  damage_ = reader_.damage_count();
  if (batch.pages == 0) return std::optional<ReplayedPages>{};
  return std::optional(std::move(batch));
}

void Replay::take(const archive::Page& page, ReplayedPages& batch) {
  const archive::PageKind kind = page.header().kind;
  if (kind == archive::PageKind::run || kind == archive::PageKind::retention) return take_books(page, batch);
  const bool has_records = surface_of(kind) || kind == archive::PageKind::quarantine;
  if (!has_records) return;
  for (std::uint32_t i = 0; i < page.record_count(); ++i) take_record(page, i, batch);
}

void Replay::take_books(const archive::Page& page, ReplayedPages& batch) {
  for (std::uint32_t i = 0; i < page.record_count(); ++i) {
    const auto record = reader_.record(page, i);
    if (!record || record->erased) {
      ++batch.unreadable;
    } else if (page.header().kind == archive::PageKind::retention) {
      batch.retention = decode_retention(record->bytes);
      if (!batch.retention) ++batch.unreadable;
    } else if (auto run = decode_run(record->bytes)) {
      if (run->run_id == 0) run->run_id = static_cast<std::int64_t>(page.sequence());
      batch.runs.push_back(*std::move(run));
    }
  }
}

void Replay::take_record(const archive::Page& page, std::uint32_t index, ReplayedPages& batch) {
  const auto record = reader_.record(page, index);
  if (!record || record->erased) {
    ++batch.unreadable;
    return;
  }
  batch.bytes += record->bytes.size();
  archive::PageHeader header = page.header();
  const auto original = came_as(header);
  if (original) header.kind = *original;
  auto reading = maker_.make(header, page.position(index), record->bytes);
  if (reading) {
    batch.readings.push_back(*std::move(reading));
    return;
  }
  batch.set_aside.push_back({place_of(page.position(index)), header.received_at, header.kind,
                             reading.error().message, static_cast<std::int64_t>(record->bytes.size())});
}

}  // namespace nowthen::extract
