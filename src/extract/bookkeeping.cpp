#include "extract/bookkeeping.hpp"

namespace nowthen::extract {

warehouse::Outcome<void> keep_books(warehouse::Connection& connection, const ReplayedPages& pages,
                                    LegBounds& bounds) {
  if (auto listed = list_set_aside(connection, pages.set_aside); !listed) return listed;
  if (auto listed = list_runs(connection, pages.runs); !listed) return listed;
  if (auto listed = list_names(connection, pages.names); !listed) return listed;
  if (auto listed = list_live_log(connection, pages.live_log, bounds); !listed) return listed;
  if (auto listed = list_ledger(connection, pages.ledger); !listed) return listed;
  if (!pages.retention) return boost::system::in_place_value;
  return forget(connection, *pages.retention);
}

}  // namespace nowthen::extract
