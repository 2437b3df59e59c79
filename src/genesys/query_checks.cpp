#include "genesys/query_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "genesys/media_types.hpp"
#include "genesys/small_documents.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::array<std::string_view, 2> known_directions{"inbound", "outbound"};
constexpr std::array<std::string_view, 6> known_metrics{"wrapupTime", "talkTime",  "holdTime",
                                                        "queueTime",  "alertTime", "handleTime"};
constexpr std::size_t max_id_bytes = 256;
constexpr std::size_t max_shown_bytes = 40;
constexpr std::size_t max_queues = 1'000;
constexpr std::size_t max_platform_predicates = 200;
constexpr std::size_t max_resume_bytes = 8'192;

Error refused(std::string message, std::string hint) {
  return Error{.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

template <class Known>
Result<void> check_names(std::string_view what, const std::vector<std::string>& names, const Known& known) {
  for (const auto& name : names)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return refused(fmt::format("unknown {} '{}'", what, shown(name, max_shown_bytes)),
                     fmt::format("known are {}", fmt::join(known, ", ")));
  return {};
}

Result<void> check_media(const std::vector<std::string>& media, Contract contract) {
  return contract == Contract::platform ? check_names("media type", media, platform_media_types)
                                        : check_names("media type", media, tutorial_media_types);
}

Result<void> check_pages(int page_size, const std::optional<int>& max_pages) {
  if (page_size < 1 || page_size > 100)
    return refused(fmt::format("page size {} is out of range", page_size), "use a page size from 1 to 100");
  if (max_pages && *max_pages < 1)
    return refused(fmt::format("at most {} pages is out of range", *max_pages), "ask for one page or more");
  return {};
}

/// The platform counts every value that is filtered by as a predicate, those of the `others` too. Two are
/// kept for what the walk may add itself: that there is no end, and one media type at a time.
std::size_t most_queues(Contract contract, std::size_t others) {
  if (contract == Contract::tutorial) return max_queues;
  return max_platform_predicates - std::min(max_platform_predicates, others + 2);
}

Result<void> check_queues(const std::vector<std::string>& queues, std::size_t most) {
  if (queues.size() > most)
    return refused(fmt::format("{} queues are too many", queues.size()),
                   fmt::format("name at most {}", most));
  for (const auto& queue : queues) {
    const bool clean = std::all_of(queue.begin(), queue.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (queue.empty() || queue.size() > max_id_bytes || !clean)
      return refused(fmt::format("'{}' is not a queue id", shown(queue, max_shown_bytes)),
                     "give queue ids as the admin console shows them, without spaces");
  }
  return {};
}

Result<void> check_resume(const std::string& resume_from) {
  if (resume_from.size() <= max_resume_bytes) return {};
  return refused("the place to resume from is too long",
                 "use the text a page of the same listing gave, unchanged");
}

Result<void> check_interval(const Interval& interval) {
  using namespace std::chrono;
  constexpr Instant first = sys_days(year{1} / 1 / 1);
  constexpr Instant last = sys_days(year{9999} / 12 / 31);
  if (interval.begin < first || interval.end > last)
    return refused("the interval lies outside the years 1 to 9998", "check the dates");
  if (interval.begin >= interval.end)
    return refused(fmt::format("the interval from {} to {} is empty", format_instant(interval.begin),
                               format_instant(interval.end)),
                   "let it begin before it ends");
  return {};
}

}  // namespace

Result<void> check(const LiveQuery& query, Contract contract) {
  if (auto result = check_pages(query.page_size, query.max_pages); !result) return result;
  if (auto result = check_media(query.media, contract); !result) return result;
  if (auto result = check_queues(query.queues, most_queues(contract, query.media.size())); !result)
    return result;
  return check_resume(query.resume_from);
}

Result<void> check(const HistoryQuery& query, Contract contract) {
  if (auto result = check_interval(query.interval); !result) return result;
  if (auto result = check_pages(query.page_size, query.max_pages); !result) return result;
  if (auto result = check_media(query.media, contract); !result) return result;
  if (auto result = check_names("direction", query.directions, known_directions); !result) return result;
  if (auto result = check_names("metric", query.metrics, known_metrics); !result) return result;
  const std::size_t most = most_queues(contract, query.media.size() + query.directions.size());
  if (auto result = check_queues(query.queues, most); !result) return result;
  return check_resume(query.resume_from);
}

}  // namespace nowthen::genesys
