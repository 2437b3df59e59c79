#pragma once
#include <functional>
#include <nowthen/core/clock.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::sim {

/// What the opening of a socket is called, which has no text: only a rule that names it is about it, and it
/// can be cut at once, or silent from the start.
inline constexpr std::string_view opening_topic = "socket.open";

/// The end of a socket that a rule brings about.
struct SocketCut {
  bool reset = true;       ///< Abortive; false: as the protocol has it.
  Clock::Ticks notice{0};  ///< Announced so long ahead; 0: at once and unannounced, in the frame's place.
};

/// All that the rules which fired do to one frame of the live feed. Several add up.
struct FrameEffects {
  bool drop = false;
  int copies = 0;                       ///< Besides the frame itself.
  Clock::Ticks delay{0};                ///< It comes so much later; what follows does not wait.
  int behind = 0;                       ///< So many later frames go first.
  std::optional<Clock::Ticks> silence;  ///< Neither it nor anything else is sent for so long.
  std::optional<SocketCut> cut;
  std::vector<std::string> before;                      ///< Texts that go first.
  std::vector<std::function<void(std::string&)>> text;  ///< Done in order to its text.
};

}  // namespace nowthen::sim
