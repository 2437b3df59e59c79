#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/model/conversation_detail.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// A conversation in full, with the bytes it was read from.
struct DetailRecord {
  ConversationDetail detail;
  std::string json;  ///< As the server gave it, less insignificant white space.
};

/// What came of asking for conversations by their ids.
struct FoundConversations {
  std::vector<DetailRecord> records;
  std::vector<SetAside> set_aside;        ///< Records that could not be understood.
  std::vector<ConversationId> not_found;  ///< Asked for, and in no record that could be understood.
  std::optional<Instant> replied_at;      ///< The `Date` of the first reply.
};

/// Which conversations are wanted, by id.
struct IdsQuery {
  std::vector<ConversationId> ids;  ///< One that comes twice is asked for once.
  int ids_per_request = 50;         ///< 1 to 500; the platform states no limit.
};

}  // namespace nowthen
