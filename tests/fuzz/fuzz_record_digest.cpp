// Whatever bytes come as a record: no crash; what the decoder takes has a canonical form, and that form is
// its own.
#include <cstdlib>
#include <nowthen/genesys/detail_decoder.hpp>

#include "genesys/platform/record_digest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  static nowthen::DetailDecoder details;
  static nowthen::genesys::platform::CanonicalRecord canonical;
  const std::string_view text(data, size_bytes);
  const auto texts = canonical.texts(text);
  if (!texts) {
    if (details.decode(text)) std::abort();
    return 0;
  }
  const auto again = canonical.texts(texts->content);
  if (!again || again->content != texts->content) std::abort();
  return 0;
}
