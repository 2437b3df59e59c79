#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/notifications/topics.hpp"
#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// A step of one conversation.
struct DetailMoment {
  Instant at;
  DetailKind kind = DetailKind::none;
  std::uint32_t session = 0;  ///< Into `ConversationFacts::sessions`.
};

/// Pure: every step of a conversation, by instant. `whole` is the truth about it to its very end.
std::vector<DetailMoment> detail_moments_of(const ConversationFacts& whole);

/// Appends the body of the event. `whole` as above: nothing in the body is later than the moment.
///
/// Times are milliseconds since 1970, and words of the record stand in capitals: `CONSULT_TRANSFER`.
void append_detail_event(std::string& out, const ConversationFacts& whole, const DetailMoment& moment);

/// `consultTransfer` as `CONSULT_TRANSFER`.
std::string capitals_of(std::string_view word);

}  // namespace nowthen::sim
