#pragma once
#include <string>

#include "simulator/api/page_faults.hpp"
#include "simulator/http/problem.hpp"
#include "simulator/http/target.hpp"
#include "simulator/listing/selection.hpp"

namespace nowthen::sim {

/// What the listings are answered from.
struct ListingContext {
  Source& source;
  SelectionCache& selections;
  Instant now;
  std::uint64_t salt = 0;  ///< Of the cursors.
  PageFaults faults;
};

/// The body of `GET /api/v2/conversations`, or why it is refused.
Checked<std::string> answer_live(const ListingContext& context, const Fields& query);

/// Which page of its listing a request asks for, from 1; 1 when the cursor is no good.
int live_page(const Fields& query, std::uint64_t salt);

}  // namespace nowthen::sim
