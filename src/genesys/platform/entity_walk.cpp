#include "genesys/platform/entity_walk.hpp"

#include <fmt/format.h>

#include "genesys/platform/analytics_requests.hpp"

namespace nowthen::genesys::platform {
namespace {

Error endless(std::string message) {
  return {.kind = ErrorKind::malformed_reply,
          .message = std::move(message),
          .hint = "the server would never let this listing end; try again later"};
}

}  // namespace

std::optional<int> EntityWalk::next() const noexcept {
  if (report_.ended) return std::nullopt;
  return page_number_;
}

bool EntityWalk::is_last(const EntityEnvelope& envelope) const noexcept {
  if (envelope.page_count) return page_number_ >= *envelope.page_count;
  if (envelope.total) return static_cast<std::int64_t>(page_number_) * entities_per_page >= *envelope.total;
  return envelope.next_uri.empty();
}

Result<EntityPage> EntityWalk::take(EntityReply reply) {
  if (page_number_ > most_pages_)
    return endless(fmt::format("more than {} pages of entities came", most_pages_));
  EntityPage fresh{.entities = {}, .set_aside = std::move(reply.page.set_aside)};
  std::int64_t repeated = 0;
  for (auto& entity : reply.page.entities) {
    if (seen_.insert(entity.id).second) {
      fresh.entities.push_back(std::move(entity));
    } else {
      ++repeated;
    }
  }
  const bool is_empty = fresh.entities.empty() && fresh.set_aside.empty();
  const bool is_end = is_last(reply.envelope);
  if (repeated > 0 && is_empty && !is_end)
    return endless(fmt::format("page {} has nothing that did not come before", page_number_));
  ++report_.pages;
  report_.entities += static_cast<std::int64_t>(fresh.entities.size());
  report_.repeated += repeated;
  report_.set_aside += static_cast<std::int64_t>(fresh.set_aside.size());
  if (reply.envelope.total) report_.server_total = reply.envelope.total;
  report_.ended = is_empty || is_end;
  ++page_number_;
  return fresh;
}

}  // namespace nowthen::genesys::platform
