#include "extract/replay.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t records_at_once = 1'000;
constexpr std::size_t bytes_at_once = std::size_t{8} << 20U;

bool is_full(const ReplayedPages& batch) {
  return batch.readings.size() >= records_at_once || batch.bytes >= bytes_at_once || batch.retention;
}

}  // namespace

Result<std::optional<ReplayedPages>> Replay::next(const std::stop_token& stop) {
  ReplayedPages batch;
  bool is_at_end = true;
  while (!is_full(batch)) {
    if (!page_) {
      const auto entered = enter_next_page(stop);
      if (!entered) return entered.error();
      if (!*entered) break;
    }
    is_at_end = false;
    take_some(batch);
  }
  damage_ = reader_.damage_count();
  batch.end = end_;
  batch.is_page_end = !page_;
  if (is_at_end) return std::optional<ReplayedPages>{};
  return std::optional(std::move(batch));
}

Result<bool> Replay::enter_next_page(const std::stop_token& stop) {
  for (;;) {
    auto page = reader_.next(stop);
    if (!page) return page.error();
    if (!*page || (*page)->sequence() > last_) return false;
    if ((*page)->sequence() <= after_) continue;
    page_ = *std::move(*page);
    record_ = 0;
    return true;
  }
}

void Replay::take_some(ReplayedPages& batch) {
  const archive::PageKind kind = page_->header().kind;
  if (kind == archive::PageKind::run || kind == archive::PageKind::retention ||
      kind == archive::PageKind::ledger || kind == archive::PageKind::entities ||
      kind == archive::PageKind::live_log) {
    take_books(*page_, batch);
  } else if (surface_of(kind) || kind == archive::PageKind::quarantine) {
    while (record_ < page_->record_count() && !is_full(batch)) take_record(*page_, record_++, batch);
    if (record_ < page_->record_count()) return;
  }
  end_ = {.sequence = page_->sequence(), .hash = page_->found.hash};
  ++batch.pages;
  page_.reset();
}

void Replay::take_books(const archive::Page& page, ReplayedPages& batch) {
  const auto names = entity_kind_noted(page.header().note);
  if (page.header().kind == archive::PageKind::entities) {
    if (!names) return;
    batch.names.push_back({.kind = *names, .as_of = page.header().as_of.value_or(Instant{}), .records = {}});
  }
  for (std::uint32_t i = 0; i < page.record_count(); ++i) {
    const auto record = reader_.record(page, i);
    if (!record || record->erased) {
      ++batch.unreadable;
    } else if (page.header().kind == archive::PageKind::entities) {
      batch.names.back().records.emplace_back(record->bytes);
    } else if (page.header().kind == archive::PageKind::retention) {
      batch.retention = decode_retention(record->bytes);
      if (!batch.retention) ++batch.unreadable;
    } else if (page.header().kind == archive::PageKind::live_log) {
      auto said = decode_live_log(record->bytes);
      if (!said) continue;
      said->place = place_of(page.position(i));
      batch.live_log.push_back(*std::move(said));
    } else if (page.header().kind == archive::PageKind::ledger) {
      if (auto entry = decode_ledger(record->bytes)) batch.ledger.push_back(*std::move(entry));
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
    drop_large_bytes(batch.readings.back());
    return;
  }
  batch.set_aside.push_back({place_of(page.position(index)), header.received_at, header.kind,
                             reading.error().message, static_cast<std::int64_t>(record->bytes.size())});
}

}  // namespace nowthen::extract
