#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "access/answer.hpp"
#include "alerts/facts.hpp"
#include "webhooks/event.hpp"

namespace nowthen::serve {

/// What the tables tell of the last day: conversations deleted or corrected, incidents opened and closed,
/// days settled. The same things again at each look: their ids are the same.
struct TableNews {
  std::vector<webhooks::Event> events;
  std::vector<alerts::OpenIncident> incidents;  ///< Those that are open.
};

/// Asks the tables for their news, look after look. Of what there can be much of, conversations, a look gives
/// a page, the next look the one behind it, and the first again after the last. Not thread-safe.
class NewsReader {
 public:
  /// @param page  conversations deleted, and corrected, in one look
  explicit NewsReader(int page = 20'000) : page_(page) {}

  /// Blocks for a moment. Fails as questions do; the next look begins at the same page then.
  Result<TableNews> read(access::Tables& tables, Instant now, const std::stop_token& stop);

 private:
  /// Behind which row a page begins; nothing: the first one.
  struct Place {
    Instant at;
    std::string id;
  };
  class Look;

  int page_;
  std::optional<Place> deleted_;
  std::optional<Place> corrected_;
};

}  // namespace nowthen::serve
