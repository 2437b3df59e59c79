#pragma once
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// Which conversations of the live listing are wanted.
struct LiveQuery {
  int page_size = 100;              ///< 1 to 100.
  std::optional<int> max_pages;     ///< Stop after so many pages. Empty: read to the end.
  std::vector<std::string> media;   ///< Keep only these media types. Empty: all.
  std::vector<std::string> queues;  ///< Keep only these queue ids. Empty: all.
  std::string resume_from;          ///< `Page::next` of an earlier page. Empty: from the start.
};

/// Which conversations of the past are wanted.
struct HistoryQuery {
  Interval interval;    ///< Of the conversation's start; half-open. Split by us where it is too long to ask.
  int page_size = 100;  ///< 1 to 100.
  std::optional<int> max_pages;         ///< Stop after so many pages. Empty: read to the end.
  std::vector<std::string> media;       ///< `voice`, `chat`, `email`, `message`, `callback`; under the
                                        ///< platform's contract also its others. Empty: all.
  std::vector<std::string> queues;      ///< Queue ids. Empty: all.
  std::vector<std::string> directions;  ///< `inbound`, `outbound`. Empty: both.
  /// Of the tutorial's contract, which calculates them; the platform's records hold all of theirs.
  std::vector<std::string> metrics{"wrapupTime", "talkTime", "holdTime"};
  std::string resume_from;  ///< `Page::next` of an earlier page of the same query. Empty: from the start.
};

}  // namespace nowthen
