#include "cli/data_owner.hpp"

#include <utility>

#include "cli/commands/export_remote.hpp"

namespace nowthen::cli {

Result<void> OwnedData::open_to_others(const std::stop_token& stop) {
  warehouse::Warehouse* const tables = &this->tables();  // stays where it is when this is moved
  auto started = access::Server::start(
      {.folder = folder().path()}, [tables] { return tables->connect(); }, stop);
  if (!started) return started.error();
  server_ = *std::move(started);
  server_->handle(
      export_target, export_request_bytes,
      [workshop = server_->workshop()](access::Visit& visit) { return answer_export(visit, workshop); });
  return {};
}

void OwnedData::serve(const std::string& target, std::size_t most_bytes, access::Handler handler) {
  if (server_) server_->handle(target, most_bytes, std::move(handler));
}

Result<extract::Intake> OwnedData::take_in_turn(const extract::RawPage& page, const std::stop_token& stop) {
  const std::lock_guard lock(*turn_);
  return take(page, stop);
}

Result<void> OwnedData::keep_in_turn(extract::Run& run) {
  const std::lock_guard lock(*turn_);
  return keep(run);
}

}  // namespace nowthen::cli
