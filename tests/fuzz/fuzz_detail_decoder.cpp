// Whatever bytes come as a record or a reply of the platform: no crash, and what a record has beyond the
// tables is kept as an object.
#include <boost/json/parse.hpp>
#include <cstdlib>
#include <nowthen/genesys/detail_decoder.hpp>

#include "genesys/platform/error_body.hpp"
#include "genesys/platform/reply_reading.hpp"

namespace {

void check(const nowthen::ConversationDetail& detail) {
  if (detail.conversation_id.empty()) std::abort();
  if (detail.extra.empty()) return;
  boost::json::parse_options options;
  options.max_depth = 128;
  boost::json::error_code error;
  const auto extra = boost::json::parse(detail.extra, error, {}, options);
  // Half of a surrogate pair, or a number beyond double, is sound JSON that this second parser cannot hold.
  if (!error && !extra.is_object()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  static nowthen::DetailDecoder details;
  const std::string_view text(data, size_bytes);
  if (const auto detail = details.decode(text)) check(*detail);
  using namespace nowthen::genesys::platform;
  const std::string body(text);
  (void)read_activity(body);
  (void)read_observations(body);
  (void)read_aggregates(body);
  (void)read_job_page(body);
  (void)read_job_status(body);
  (void)read_entities(body);
  (void)read_platform_error(body);
  return 0;
}
