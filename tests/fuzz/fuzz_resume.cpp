// Only texts that the same query made itself are taken as a place to resume from.
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/digest.hpp"
#include "genesys/resume_point.hpp"

namespace {

nowthen::HistoryQuery query() {
  const nowthen::Instant begin{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};
  return {.interval = {begin, begin + std::chrono::days{30}}};
}

void try_text(std::string_view text, nowthen::Contract contract) {
  const auto ask = nowthen::genesys::read_resume_text(query(), text, contract);
  if (!ask) return;
  const std::string made = nowthen::genesys::resume_text(query(), *ask, contract);
  const auto again = nowthen::genesys::read_resume_text(query(), made, contract);
  if (!again || !(*again == *ask) || ask->page_number < 1) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const std::string_view text(data, size_bytes);
  for (const auto contract : {nowthen::Contract::tutorial, nowthen::Contract::platform}) {
    try_text(text, contract);
    try_text(nowthen::base64url(text), contract);
  }
  return 0;
}
