#include "extract/quarantine.hpp"

#include "extract/readings_of.hpp"

namespace nowthen::extract {
namespace {

using archive::PageKind;

constexpr std::string_view prefix = "came as ";

/// Of the original's note only how its records are written: what else it says is of the page as a whole.
std::string note_for(PageKind kind, std::string_view written) {
  std::string note = std::string(prefix) + archive::to_string(kind);
  return written.empty() ? note : note + ", " + std::string(written);
}

}  // namespace

archive::PageHeader quarantine_header(const archive::PageHeader& header) {
  archive::PageHeader quarantine = header;
  quarantine.kind = PageKind::quarantine;
  quarantine.note = note_for(header.kind, note_of(kind_noted(header.note)));
  return quarantine;
}

std::optional<PageKind> came_as(const archive::PageHeader& header) {
  for (const PageKind kind :
       {PageKind::sync, PageKind::by_id, PageKind::job, PageKind::live, PageKind::imported})
    if (header.note == note_for(kind, note_of(kind_noted(header.note)))) return kind;
  return std::nullopt;
}

warehouse::Outcome<void> list_set_aside(warehouse::Connection& connection,
                                        const std::vector<SetAsideRow>& rows) {
  for (const SetAsideRow& row : rows) {
    const auto surface = surface_of(row.came_as);
    auto added = connection.execute(
        "INSERT INTO set_aside BY NAME SELECT ? AS archive_segment, ? AS archive_offset, ? AS "
        "archive_record, "
        "? AS set_aside_at, ? AS surface, ? AS reason, ? AS size_bytes",
        {row.place.segment, row.place.offset, row.place.record, row.at,
         surface ? warehouse::Value(warehouse::name_of(*surface)) : warehouse::Value(nullptr), row.reason,
         row.size_bytes});
    if (!added) return added.error();
  }
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
