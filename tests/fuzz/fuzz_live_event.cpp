// Whatever bytes come as an event about a conversation: no crash, and what was made of it is not changed by
// the same event again.
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "floor/floor.hpp"
#include "floor/live_track.hpp"
#include "genesys/platform/live_decoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const auto event =
      nowthen::genesys::platform::decode_queue_conversation(std::string_view(data, size_bytes));
  if (!event) return 0;
  const nowthen::Instant seen_at(std::chrono::milliseconds(1'800'000'000'000));
  nowthen::floor::LiveTrack track;
  track.apply(*event, seen_at);
  const auto legs = track.legs();
  if (track.apply(*event, seen_at).changed || track.legs() != legs) std::abort();
  for (const auto& leg : legs)
    if (leg.end && *leg.end <= leg.begin) std::abort();
  if (nowthen::floor::floor_at(legs, seen_at).conversations.size() > 1) std::abort();
  return 0;
}
