// Rules of alerts as users write them, and the state that an evaluator left.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerts/parse.hpp"
#include "alerts/state_text.hpp"

namespace {
using namespace nowthen;

void require(bool truth) {
  if (!truth) std::abort();
}

void check_rule(std::string_view text) {
  const auto parsed = alerts::parse_when(text);
  if (!parsed.when) {
    require(!parsed.fault.what.empty() && parsed.fault.position <= text.size());
    require(parsed.fault.what.find('\n') == std::string::npos);
    const std::string shown = alerts::pointed_out(text, parsed.fault);
    require(shown.find('\n') != shown.size() - 1 && shown.back() == '\n');
    return;
  }
  const auto& condition = parsed.when->condition;
  require(condition.comparisons().size() <= alerts::most_comparisons);
  for (const double value : {0.0, 1.0, 1e9}) {
    const auto is_value = [value](const alerts::Comparison&) { return value; };
    // What holds goes on to hold when it is eased.
    if (condition.holds(is_value)) require(condition.eased().holds(is_value));
  }
}

void check_state(std::string_view text) {
  const auto state = alerts::read_state(text);
  if (state) require(alerts::read_state(alerts::state_text(*state)) == state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_rule(text);
  check_state(text);
  return 0;
}
