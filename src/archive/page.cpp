#include "archive/page.hpp"

namespace nowthen::archive {

const char* to_string(PageKind kind) noexcept {
  switch (kind) {
    case PageKind::sync: return "sync";
    case PageKind::by_id: return "by_id";
    case PageKind::job: return "job";
    case PageKind::live: return "live";
    case PageKind::imported: return "imported";
    case PageKind::entities: return "entities";
    case PageKind::aggregates: return "aggregates";
    case PageKind::quarantine: return "quarantine";
    case PageKind::tombstone: return "tombstone";
    case PageKind::suppression: return "suppression";
    case PageKind::pruned: return "pruned";
    case PageKind::retention: return "retention";
    case PageKind::run: return "run";
    case PageKind::ledger: return "ledger";
    case PageKind::live_log: return "live_log";
  }
  return "unknown";
}

}  // namespace nowthen::archive
