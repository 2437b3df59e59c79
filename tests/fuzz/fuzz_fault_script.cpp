// Any text is a fault script or is refused with words; a script that was accepted can be followed.
#include <cstdlib>
#include <string_view>

#include "simulator/faults/engine.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  using namespace nowthen;
  const std::string_view text(data, size_bytes);
  auto script = sim::parse_script(text);
  if (!script) {
    if (script.error().kind != ErrorKind::invalid_request || script.error().message.empty()) std::abort();
    return 0;
  }
  sim::FaultEngine engine(*std::move(script));
  for (int page = 1; page <= 3; ++page)
    engine.decide({.endpoint = sim::Endpoint::history, .method = "POST", .path = "/", .page = page});
  return 0;
}
