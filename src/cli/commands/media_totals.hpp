#pragma once
#include <cstdint>
#include <map>
#include <nowthen/model/conversation.hpp>
#include <string>
#include <string_view>

#include "cli/output/table.hpp"

namespace nowthen::cli {

/// An average that is built up value by value; seconds.
struct Average {
  double sum = 0;
  std::int64_t count = 0;

  void add(double value) {
    sum += value;
    ++count;
  }
};

/// What conversations of one media type took, on average over those that have the metric.
struct MediaTotals {
  std::int64_t conversations = 0;
  Average talk;
  Average hold;
  Average wrapup;
};

using TotalsByMedia = std::map<std::string, MediaTotals, std::less<>>;

/// Adds one closed conversation.
void add_to(TotalsByMedia& totals, const Conversation& conversation);

/// One line a media type, the most frequent first.
std::string media_table(const TotalsByMedia& totals, const Table::Options& look);

}  // namespace nowthen::cli
