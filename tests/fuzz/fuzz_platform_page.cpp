// Whatever bytes come as a page of the platform: no crash, and each record that is kept is sound JSON on one
// line, with an id and a start.
#include "genesys/platform/page_decoder.hpp"
#include "tests/fuzz/sound_page.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  static nowthen::genesys::platform::PageDecoder decoder;
  const auto page = decoder.decode(std::string(data, size_bytes));
  if (!page) return 0;
  nowthen::fuzz::check(*page);
  for (const auto& record : page->conversations)
    if (!record.started_at) std::abort();
  return 0;
}
