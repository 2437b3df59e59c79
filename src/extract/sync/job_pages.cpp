#include "extract/sync/job_pages.hpp"

#include "archive/reader.hpp"
#include "nowthen/genesys/detail_decoder.hpp"

namespace nowthen::extract {
namespace {

using Ids = std::unordered_set<std::string>;

/// An erased record is none of them any more, as for whoever proves the reading later.
Result<void> add_page(archive::Reader& reader, const PagePlace& place, Ids& ids) {
  auto page =
      reader.page({static_cast<std::uint32_t>(place.segment), static_cast<std::uint64_t>(place.offset), 0});
  if (!page) return page.error();
  DetailDecoder decoder;
  for (std::uint32_t i = 0; i < page->record_count(); ++i) {
    auto record = reader.record(*page, i);
    if (!record) return record.error();
    if (record->erased) continue;
    if (const auto detail = decoder.decode(record->bytes)) ids.insert(detail->conversation_id.str());
  }
  return {};
}

Result<Ids> ids_of(const std::string& archive_folder, const std::vector<PagePlace>& places) {
  auto reader = archive::Reader::open(archive_folder);
  if (!reader) return reader.error();
  Ids ids;
  for (const PagePlace& place : places)
    if (auto added = add_page(*reader, place, ids); !added) return added.error();
  return ids;
}

}  // namespace

void load_job_pages(const std::string& archive_folder, Planner& planner) {
  const auto job = planner.jobs().in_hand();
  if (!job || job->places.empty()) return;
  if (auto ids = ids_of(archive_folder, job->places)) return planner.jobs().restore(*job, *std::move(ids));
  planner.jobs().begin_again();
}

}  // namespace nowthen::extract
