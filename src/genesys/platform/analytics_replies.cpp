#include "genesys/platform/reply_check.hpp"
#include "genesys/platform/reply_reading.hpp"
#include "genesys/platform/session_fields.hpp"
#include "genesys/platform/statistics_fields.hpp"

namespace nowthen::genesys::platform {
namespace {

/// Nothing to report is a reply without results; one with none of the fields that are due is a stranger's.
template <class Struct>
Result<Struct> read_results(const std::string& body) {
  auto reply = read_checked<Struct>(body);
  if (reply && reply->results.empty() && !reply->extra.empty() && !has_field(reply->extra, "results"))
    return unlike_any("results");
  return reply;
}

}  // namespace

Result<Activity> read_activity(const std::string& body) { return read_results<Activity>(body); }
Result<Observations> read_observations(const std::string& body) { return read_results<Observations>(body); }
Result<Aggregates> read_aggregates(const std::string& body) { return read_results<Aggregates>(body); }

}  // namespace nowthen::genesys::platform
