#include "archive/verify.hpp"

#include <fmt/format.h>

#include "archive/prune_trace.hpp"
#include "archive/reader.hpp"
#include "core/shown_text.hpp"

namespace nowthen::archive {
namespace {

class Verifier {
 public:
  Verifier(Reader reader, const VerifyOptions& options) : reader_(std::move(reader)), options_(options) {}

  Result<Verification> run(const std::stop_token& stop);

 private:
  void note(Finding finding) { reader_.note(std::move(finding)); }
  void count(const Page& page);
  Result<void> check_records(const Page& page, const std::stop_token& stop);
  void check_record(const Page& page, std::uint32_t index);
  void check_expected(const Page& page);
  void check_begin();
  void check_end();
  void name_files();

  Reader reader_;
  const VerifyOptions& options_;
  Statistics statistics_;
  std::optional<Page> first_;
  std::optional<PruneTrace> trace_;
};

Result<Verification> Verifier::run(const std::stop_token& stop) {
  for (;;) {
    auto page = reader_.next(stop);
    if (!page) return page.error();
    if (!*page) break;
    count(**page);
    check_expected(**page);
    if (auto checked = check_records(**page, stop); !checked) return checked.error();
    if (!first_) first_ = std::move(**page);
  }
  check_begin();
  check_end();
  name_files();
  statistics_.segments = reader_.listing().segments.size();
  return Verification{.statistics = std::move(statistics_),
                      .head = reader_.head(),
                      .pruned = trace_,
                      .findings = reader_.findings(),
                      .finding_count = reader_.finding_count(),
                      .damage_count = reader_.damage_count()};
}

void Verifier::count(const Page& page) {
  ++statistics_.pages;
  ++statistics_.pages_by_kind[page.header().kind];
  statistics_.records += page.record_count();
  statistics_.stored_bytes += page.found.head.page_bytes;
  for (const RecordEntry& entry : page.found.head.records) statistics_.plain_bytes += entry.plain_bytes;
}

Result<void> Verifier::check_records(const Page& page, const std::stop_token& stop) {
  if (!options_.read_records && page.header().kind != PageKind::pruned) return {};
  for (std::uint32_t index = 0; index < page.record_count(); ++index) {
    if (stop.stop_requested()) return stopped();
    check_record(page, index);
  }
  return {};
}

void Verifier::check_record(const Page& page, std::uint32_t index) {
  const auto record = reader_.record(page, index);
  if (!record) {
    note({FindingKind::record_damaged, page.segment, page.found.offset,
          fmt::format("record {} of the page: {}", index, record.error().message)});
    return;
  }
  if (record->erased) ++statistics_.erased_records;
  if (record->erasure_unfinished)
    note({FindingKind::erasure_unfinished, page.segment, page.found.offset,
          fmt::format("record {} of the page has lost its salt but not all of its bytes", index)});
  if (page.header().kind == PageKind::pruned && !record->erased)
    if (const auto trace = decode_trace(record->bytes)) trace_ = trace;
}

void Verifier::check_expected(const Page& page) {
  if (!options_.expected || page.sequence() != options_.expected->sequence) return;
  if (page.found.hash != options_.expected->hash)
    note({FindingKind::end_missing, page.segment, page.found.offset,
          fmt::format("page {} is not the one that was known", page.sequence())});
}

/// An archive begins with segment 1, or with the one behind those that it says were pruned.
void Verifier::check_begin() {
  const auto& segments = reader_.listing().segments;
  const std::uint32_t begin = segments.empty() ? 1 : segments.front();
  const std::uint32_t pruned = trace_ ? trace_->segment : 0;
  if (begin > pruned + 1)
    note({FindingKind::segment_missing, pruned + 1, 0,
          fmt::format(
              "{} segments are not there, {} the first of them, and nothing says that they were pruned",
              begin - pruned - 1, segment_name(pruned + 1))});
  if (begin <= pruned)
    note({FindingKind::prune_unfinished, begin, 0,
          segment_name(begin) + " was to be pruned and is still there"});
  if (first_ && pruned != 0 && first_->segment == pruned + 1 &&
      first_->sequence() == trace_->last.sequence + 1 && first_->found.head.previous != trace_->last.hash)
    note({FindingKind::chain_broken, first_->segment, first_->found.offset,
          "the first page is not the one that followed what was pruned"});
}

void Verifier::check_end() {
  if (options_.expected && reader_.head().sequence < options_.expected->sequence)
    note({FindingKind::end_missing, 0, 0,
          fmt::format("the archive ends with page {}, but is known to have had page {}",
                      reader_.head().sequence, options_.expected->sequence)});
}

void Verifier::name_files() {
  constexpr std::size_t most_of_a_name = 100;
  for (const std::string& name : reader_.listing().set_aside)
    note({FindingKind::set_aside, 0, 0, name + " holds what was cut off a torn end"});
  for (const std::string& name : reader_.listing().foreign)
    note({FindingKind::foreign_file, 0, 0, shown(name, most_of_a_name) + " is not of the archive"});
}

}  // namespace

Result<Verification> verify(const std::string& folder, const VerifyOptions& options,
                            const std::stop_token& stop) {
  auto reader = Reader::open(folder);
  if (!reader) return reader.error();
  return Verifier(std::move(*reader), options).run(stop);
}

}  // namespace nowthen::archive
