#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::live {

/// Why a stretch of time was not seen as it happened, or not kept.
enum class GapCause : std::uint8_t {
  restart,       ///< Nothing of ours was running.
  disconnected,  ///< The connection was lost, or closed by the server.
  silence,       ///< The connection was there, and not even a heartbeat came.
  unanswered,    ///< Nobody could be asked for longer than the rhythm of asking allows.
  missed,        ///< The API knew what no event had told.
  no_room        ///< It was seen, and not kept: the disk had less free than it should.
};

/// `restart`, `disconnected`, ...
std::string_view name_of(GapCause cause) noexcept;
std::optional<GapCause> gap_cause_named(std::string_view name) noexcept;

/// A stretch of time that was not seen as it happened, or of which nothing was kept.
struct Gap {
  std::int64_t number = 0;           ///< From 1, in the order in which they were noticed.
  Instant began_at{};                ///< From here on nothing was certain.
  std::optional<Instant> ended_at;   ///< From here on it was again; nothing: it goes on.
  std::optional<Instant> healed_at;  ///< When the API had been asked for all of it; nothing: not yet.
  GapCause cause = GapCause::disconnected;
  std::int64_t requests = 0;  ///< What asking took so far.
  std::string note;           ///< One line for people; may be empty.
  bool operator==(const Gap&) const = default;
};

}  // namespace nowthen::live
