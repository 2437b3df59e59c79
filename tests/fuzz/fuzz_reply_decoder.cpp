// Whatever bytes come as a page: no crash, and each record that is kept is sound JSON on one line, with an
// id.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "genesys/small_documents.hpp"
#include "genesys/tutorial/reply_decoder.hpp"

namespace {

void require(bool holds, const nowthen::Conversation& record) {
  if (holds) return;
  std::fprintf(stderr, "record: %s\n", record.json.c_str());
  std::abort();
}

void check(const nowthen::genesys::PageRecords& page) {
  boost::json::parse_options options;
  options.max_depth = 128;
  for (const auto& record : page.conversations) {
    require(!record.id.empty() && record.json.find('\n') == std::string::npos, record);
    boost::json::error_code error;
    const auto value = boost::json::parse(record.json, error, {}, options);
    // A number beyond double is sound JSON that this second parser cannot hold.
    if (error == boost::json::error::exponent_overflow) continue;
    require(!error && value.is_object(), record);
  }
  for (const auto& record : page.set_aside)
    if (record.reason.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  static nowthen::genesys::tutorial::ReplyDecoder decoder;
  if (const auto page = decoder.live(std::string(data, size_bytes))) check(*page);
  if (const auto page = decoder.history(std::string(data, size_bytes))) check(*page);
  const std::string_view text(data, size_bytes);
  (void)nowthen::genesys::read_token_reply(text);
  (void)nowthen::genesys::read_introspection_reply(text);
  (void)nowthen::genesys::read_error_body(text);
  (void)nowthen::genesys::scopes_of(text);
  return 0;
}
