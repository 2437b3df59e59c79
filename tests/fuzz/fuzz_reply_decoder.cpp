// Whatever bytes come as a page: no crash, and each record that is kept is sound JSON on one line, with an
// id.
#include "genesys/small_documents.hpp"
#include "genesys/tutorial/reply_decoder.hpp"
#include "tests/fuzz/sound_page.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  static nowthen::genesys::tutorial::ReplyDecoder decoder;
  if (const auto page = decoder.live(std::string(data, size_bytes))) nowthen::fuzz::check(*page);
  if (const auto page = decoder.history(std::string(data, size_bytes))) nowthen::fuzz::check(*page);
  const std::string_view text(data, size_bytes);
  (void)nowthen::genesys::read_token_reply(text);
  (void)nowthen::genesys::read_introspection_reply(text);
  (void)nowthen::genesys::read_error_body(text);
  (void)nowthen::genesys::scopes_of(text);
  return 0;
}
