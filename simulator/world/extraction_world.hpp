#pragma once
#include "simulator/world/shape.hpp"

namespace nowthen::sim {

/// A world in which to measure how complete and how fresh an extraction is, and what it costs.
///
/// - Conversations start in the first eight days, at any hour alike, and may end later; 1,500 a day are about
///   12,000. None stays open for ever.
/// - 80 % voice; 8 % messages, in threads of up to 72 hours and more; 4 % e-mail, of up to five days; the
/// rest
///   callbacks and chat. About one in 2,000 is a thread that stays open for 7 to 12 days and is not seen
///   before its end.
/// - A record is seen seconds to two and a half minutes after the end; 1 % up to two hours after it; 0.05 %
///   only 2 to 3.6 days after it, and not before.
/// - Wrap-up is seen up to two hours after it, or the conversation if that is later, is over.
/// - 0.5 % are corrected 48 to 90 hours after their end, at any time of day.
/// - 0.1 % are deleted 3 to 6 days after their start, but none before it was seen, finished, for an hour.
WorldShape extraction_world();

}  // namespace nowthen::sim
