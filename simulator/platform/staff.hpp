#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulator/platform/directory.hpp"

namespace nowthen::sim {

/// Presences that every organisation of the platform has, by the same ids.
inline constexpr std::string_view available_presence = "6a3af858-942f-489d-9700-5f9bcdcdae9b";
inline constexpr std::string_view on_queue_presence = "e08eaf1b-ee47-4fa9-a231-1200e284798f";
inline constexpr std::string_view offline_presence = "ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5";

/// What a person is doing.
enum class Routing : std::uint8_t { off_queue, idle, interacting };

/// `OFF_QUEUE`, `IDLE`, `INTERACTING`.
std::string_view name_of(Routing routing);

/// The presence that goes with it.
std::string_view presence_of(Routing routing);

/// What each user of the directory does at `at`: who handles something is interacting (wrap-up included); of
/// the others those whose shift it is wait for work. Where nothing is known of shifts, nobody waits.
std::vector<Routing> staff_at(PlatformSource& source, const Directory& directory, Instant at);

}  // namespace nowthen::sim
