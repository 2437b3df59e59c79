// Whatever bytes come as a record of the platform: no crash, and what a record has beyond the tables
// is kept as an object.
#include <boost/json/parse.hpp>
#include <cstdlib>
#include <nowthen/genesys/detail_decoder.hpp>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "genesys/platform/statistics_fields.hpp"
#include "genesys/platform/typed_decoder.hpp"

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
  static nowthen::genesys::platform::TypedDecoder others;
  const std::string_view text(data, size_bytes);
  if (const auto detail = details.decode(text)) check(*detail);
  (void)others.decode<nowthen::Observations>(text);
  (void)others.decode<nowthen::Activity>(text);
  (void)others.decode<nowthen::Aggregates>(text);
  return 0;
}
