#include "extract/live_data_store.hpp"

#include "extract/live_log.hpp"

namespace nowthen::extract {

Result<void> LiveDataStore::keep(const std::vector<live::ReceivedFrame>& frames) {
  return with_data_([&](DataSet& data) { return data.stage(frames); });
}

Result<void> LiveDataStore::keep(const live::LookedUp& page) {
  return with_data_([&](DataSet& data) -> Result<void> {
    RawPage raw{.header = {.kind = page.is_by_id ? archive::PageKind::by_id : archive::PageKind::sync,
                           .request = page.request,
                           .http_status = 200,
                           .asked_at = page.asked_at,
                           .received_at = now_(),
                           .as_of = page.as_of},
                .records = page.records};
    auto staged = data.stage(raw);
    if (!staged) return staged.error();
    return {};
  });
}

Result<void> LiveDataStore::conclude(const live::Concluded& concluded) {
  return with_data_([&](DataSet& data) -> Result<void> {
    if (auto staged = data.stage(concluded, now_()); !staged) return staged;
    auto merged = data.commit_staged();
    if (!merged) return merged.error();
    return {};
  });
}

Result<live::LiveMemory> LiveDataStore::memory() {
  live::LiveMemory memory;
  auto read = with_data_([&](DataSet& data) -> Result<void> {
    auto connection = data.tables().connect();
    if (!connection) return Error(connection.error());
    auto found = read_live_memory(*connection);
    if (!found) return Error(found.error());
    memory = *std::move(found);
    return {};
  });
  if (!read) return read.error();
  return memory;
}

}  // namespace nowthen::extract
