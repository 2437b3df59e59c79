#include "extract/sync/name_refresh.hpp"

#include <array>

#include "extract/sync/ends_the_run.hpp"

namespace nowthen::extract {
namespace {

constexpr std::array kinds{EntityKind::queues, EntityKind::users, EntityKind::wrapup_codes,
                           EntityKind::skills, EntityKind::divisions};

Result<void> refresh(const Platform& platform, EntityKind kind, SyncStore& store, NameReport& report,
                     const std::stop_token& stop) {
  auto listing = platform.entities(kind, stop);
  for (;;) {
    ++report.requests;
    auto page = listing.next_page();
    if (!page) return page.error();
    if (!*page) {
      --report.requests;  // nothing was asked to learn that it is over
      return {};
    }
    NamesPage names{.kind = kind, .as_of = platform.server_time(), .records = {}};
    for (const Entity& entity : (*page)->entities) names.records.push_back(name_record(kind, entity));
    report.names += std::ssize(names.records);
    if (auto kept = store.keep_names(names); !kept) return kept;
  }
}

}  // namespace

Result<NameReport> refresh_names(const Platform& platform, SyncStore& store, const NameOptions& options,
                                 const std::stop_token& stop) {
  NameReport report;
  for (const EntityKind kind : kinds) {
    if (kind == EntityKind::users && options.users == Users::left_out) continue;
    const std::string note(note_of(kind));
    if (options.is_due && !options.is_due(note)) continue;
    if (auto done = refresh(platform, kind, store, report, stop); !done) {
      if (ends_the_run(done.error())) return done.error();
      report.left_out.push_back(note);
    }
    if (!options.on_read) continue;
    if (auto told = options.on_read(note); !told) return told.error();
  }
  return report;
}

}  // namespace nowthen::extract
