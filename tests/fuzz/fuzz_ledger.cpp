// Entries of the ledger and the text of a plan come from files: any bytes are taken or refused, what was
// taken says the same again, and a plan that was put back can be asked what comes next.
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/ledger_entry.hpp"
#include "extract/sync/plan_text.hpp"

namespace {

using namespace nowthen::extract;

constexpr UtcDay first_day = std::chrono::year{2026} / 1 / 1;

void try_ledger(std::string_view bytes) {
  const auto entry = decode_ledger(bytes);
  if (!entry) {
    if (entry.error().message.empty()) std::abort();
    return;
  }
  const std::string again = encode_ledger(*entry);
  const auto back = decode_ledger(again);
  if (!back || encode_ledger(*back) != again) std::abort();
}

void try_plan(std::string_view text) {
  first_day_in(text);
  Planner planner({}, first_day);
  restore_plan(text, planner);
  planner.next(first_day + std::chrono::days(3));
  planner.forecast(first_day + std::chrono::days(3));
  Planner other({}, first_day);
  restore_plan(encode_plan(planner), other);
  if (encode_plan(other) != encode_plan(planner)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const std::string_view bytes(data, size_bytes);
  try_ledger(bytes);
  try_plan(bytes);
  return 0;
}
