#pragma once
#include <nowthen/model/conversation.hpp>

#include "genesys/reading/page_reader.hpp"

namespace nowthen::genesys::platform {

/// Reads what a listing shows of a conversation out of one of the platform's records, which has participants
/// with sessions with segments and metrics.
///
/// The media type is that of the first session, the queue that of the earliest segment of a queue. Talk, hold
/// and wrap-up times are the sums of the complete metrics, else of the metrics of each stretch; in a record
/// without any metric, of the segments of agents and users. A conversation with an end is `closed`; without
/// one its state is the liveliest of what its agents and users do now, else of the others, else of the
/// caller: `connected`, `held`, `ringing`, `dialing`, `queued`, or `open` where nothing goes on. Times of
/// parts that cannot be read are left out of this; a start or an end of the conversation that cannot be read
/// sets the record aside.
///
/// Unknown fields are ignored here (they stay in the record's bytes), nulls count as absent, keys may come in
/// any order, and of a key that comes twice the last one counts.
reading::RecordOutcome read_summary(const reading::RawRecord& raw, Conversation& record);

}  // namespace nowthen::genesys::platform
