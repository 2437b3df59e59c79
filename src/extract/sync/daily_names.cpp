#include "extract/sync/daily_names.hpp"

#include "extract/sync/plan_text.hpp"

namespace nowthen::extract {
namespace {

constexpr std::chrono::days seldom{1};

}  // namespace

Result<NameReport> refresh_daily_names(const Platform& platform, Planner& planner, SyncStore& store,
                                       Users users, std::int64_t run_id, const std::stop_token& stop) {
  const auto is_due = [&](const std::string& kind) {
    const auto read = planner.names_read_at().find(kind);
    return read == planner.names_read_at().end() || platform.server_time() - read->second >= seldom;
  };
  const auto on_read = [&](const std::string& kind) {
    planner.note_names_read(kind, platform.server_time());
    return store.conclude(
        {.run_id = run_id, .concluded_at = platform.server_time(), .plan = encode_plan(planner)});
  };
  auto report = refresh_names(platform, store, {.users = users, .is_due = is_due, .on_read = on_read}, stop);
  if (!report || report->requests == 0) return report;
  if (auto committed = store.commit(stop); !committed) return committed.error();
  return report;
}

}  // namespace nowthen::extract
