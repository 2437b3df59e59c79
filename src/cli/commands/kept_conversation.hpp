#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "access/answer.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::cli {

/// A revision of a kept conversation.
struct KeptRevision {
  std::int64_t number = 0;
  std::optional<Instant> as_of;
  std::string kind;
  std::string surface;
  std::string changed_paths;  ///< A JSON list; empty where nothing was compared.
  warehouse::ArchivePlace place;
};

/// What the tables know of a conversation beside what it says.
struct KeptConversation {
  std::string id;
  warehouse::ArchivePlace place;  ///< Of the reading that won.
  std::optional<Instant> as_of;
  std::string surface;
  std::optional<Instant> deleted_at;
  std::vector<std::pair<std::string, Instant>> seen;            ///< Last on each surface, such as `sync`.
  std::vector<std::pair<std::string, std::string>> attributes;  ///< Names and values, of all participants.
  std::vector<KeptRevision> revisions;
};

/// The conversation whose id begins with `id`. Fails with `not_found` where there is none, with
/// `invalid_request` where there are several, and as the tables do.
Result<KeptConversation> find_conversation(access::Tables& tables, const std::string& id,
                                           const std::stop_token& stop);

}  // namespace nowthen::cli
