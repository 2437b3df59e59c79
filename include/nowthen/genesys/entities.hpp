#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/model/entity.hpp>
#include <optional>
#include <vector>

namespace nowthen {

/// What names belong to.
enum class EntityKind { queues, users, wrapup_codes, skills, divisions };

/// One page of a listing of entities.
struct EntityPage {
  std::vector<Entity> entities;     ///< New ones only: none that an earlier page of this listing had.
  std::vector<SetAside> set_aside;  ///< Unreadable ones of this page.
};

/// What a listing of entities saw so far.
struct EntityReport {
  std::int64_t pages = 0;
  std::int64_t entities = 0;                 ///< Distinct ones.
  std::int64_t repeated = 0;                 ///< Came again and were dropped.
  std::int64_t set_aside = 0;                ///< Could not be understood.
  std::optional<std::int64_t> server_total;  ///< As the server said it last.
  bool ended = false;

  /// At its end, with nothing set aside, and as many as the server says there are.
  bool complete() const noexcept { return ended && set_aside == 0 && server_total == entities; }
};

/// The entities of one kind, page by page, deleted ones included where the API gives them.
///
/// Each page is one request. A server that would never let it end, or gives the same page again, makes it
/// fail with `malformed_reply`. After an error, calling again tries the same page again. Not thread-safe.
/// Must not outlive its `Client`.
class EntityListing {
 public:
  class Source;

  explicit EntityListing(std::unique_ptr<Source> source);
  EntityListing(EntityListing&&) noexcept;
  EntityListing& operator=(EntityListing&&) noexcept;
  ~EntityListing();

  /// The next page, or an empty optional once the listing has ended.
  Result<std::optional<EntityPage>> next_page();

  const EntityReport& report() const noexcept;

 private:
  std::unique_ptr<Source> source_;
};

}  // namespace nowthen
