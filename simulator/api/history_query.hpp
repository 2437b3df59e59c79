#pragma once
#include <string_view>
#include <vector>

#include "simulator/http/problem.hpp"
#include "simulator/listing/selection.hpp"

namespace nowthen::sim {

/// What the body of a history query asks for.
struct HistoryQuery {
  HistoryFilter filter;
  std::vector<Metric> metrics;  ///< In the order asked for, each once.
  int page_size = 25;
  int page_number = 1;
};

/// Reads and checks the body; the refusal names the field. `source` knows the media types and the queues.
Checked<HistoryQuery> parse_history_query(std::string_view body, const Source& source);

}  // namespace nowthen::sim
