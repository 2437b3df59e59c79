#pragma once
#include <nowthen/core/instant.hpp>
#include <span>

#include "floor/leg.hpp"

namespace nowthen::live {

/// Whether `after` says something of `time` that `before` did not: a leg that began there, or one that ended
/// there and went on before. Both by begin, as tracks have them. What differs by a few seconds is the same:
/// ends of holds are seen, not told.
bool tells_more(std::span<const floor::Leg> before, std::span<const floor::Leg> after, const Interval& time);

}  // namespace nowthen::live
