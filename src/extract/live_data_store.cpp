#include "extract/live_data_store.hpp"

#include "extract/live_log.hpp"

namespace nowthen::extract {
namespace {

constexpr std::uint64_t spare_bytes = 64'000'000;

}  // namespace

Result<live::Kept> LiveDataStore::keep_where_room(std::uint64_t bytes,
                                                  const std::function<Result<void>(DataSet&)>& stage) {
  live::Kept kept;
  auto done = with_data_([&](DataSet& data) -> Result<void> {
    const auto room = data.check_room(bytes + (had_room_ ? 0 : spare_bytes));
    auto staged = room ? stage(data) : room;
    had_room_ = staged.has_value();
    if (had_room_ || staged.error().kind != ErrorKind::no_room) return staged;
    kept.no_room = staged.error().message;
    return {};
  });
  if (!done) return done.error();
  return kept;
}

Result<live::Kept> LiveDataStore::keep(const std::vector<live::ReceivedFrame>& frames) {
  std::uint64_t bytes = 0;
  for (const live::ReceivedFrame& frame : frames) bytes += frame.bytes.size();
  return keep_where_room(bytes, [&](DataSet& data) { return data.stage(frames); });
}

Result<live::Kept> LiveDataStore::keep(const live::LookedUp& page) {
  RawPage raw{.header = {.kind = page.is_by_id ? archive::PageKind::by_id : archive::PageKind::sync,
                         .request = page.request,
                         .http_status = 200,
                         .asked_at = page.asked_at,
                         .received_at = now_(),
                         .as_of = page.as_of},
              .records = page.records};
  return keep_where_room(bytes_of(raw), [&](DataSet& data) -> Result<void> {
    auto staged = data.stage(std::move(raw));
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
