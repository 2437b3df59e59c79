#pragma once
#include <nowthen/genesys/entities.hpp>
#include <optional>
#include <string>
#include <unordered_set>

#include "genesys/platform/reply_reading.hpp"

namespace nowthen::genesys::platform {

/// Where a listing of entities is: which page comes next, what came already, when it is over. Pure.
class EntityWalk {
 public:
  /// @param most_pages  a listing that is longer counts as one without end
  explicit EntityWalk(int most_pages = 10'000) : most_pages_(most_pages) {}

  /// The number of the page to ask for, or nothing at the end.
  std::optional<int> next() const noexcept;

  /// What is new on the page that was asked for. Fails with `malformed_reply` where the server goes in
  /// circles.
  Result<EntityPage> take(EntityReply reply);

  const EntityReport& report() const noexcept { return report_; }

 private:
  bool is_last(const EntityEnvelope& envelope) const noexcept;

  int most_pages_;
  int page_number_ = 1;
  std::unordered_set<std::string> seen_;
  EntityReport report_;
};

}  // namespace nowthen::genesys::platform
