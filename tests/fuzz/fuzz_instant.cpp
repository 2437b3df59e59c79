// What parse_instant accepts, format_instant writes so that it is read back as the same instant.
#include <cstdlib>
#include <nowthen/core/instant.hpp>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const auto instant = nowthen::parse_instant(std::string_view(data, size_bytes));
  if (!instant) return 0;
  const auto again = nowthen::parse_instant(nowthen::format_instant(*instant));
  if (!again || *again != *instant) std::abort();
  return 0;
}
