// Whatever record comes: no crash, and of what the decoder makes of it after policy, nothing is left that
// policy takes out. Here two readers of JSON have to agree: the one that policy walks with, and the
// decoder's.
#include <cstdlib>
#include <nowthen/genesys/detail_decoder.hpp>
#include <string_view>

#include "extract/privacy/named_ids.hpp"
#include "extract/privacy/record_policy.hpp"

namespace {

using namespace nowthen;
using extract::PrivacyAction;

void require(bool holds) {
  if (!holds) std::abort();
}

const extract::RecordPolicy& policy() {
  static const extract::RecordPolicy made = [] {
    extract::PrivacyRules rules;
    for (const auto& [action, name] :
         {std::pair(PrivacyAction::drop, "session.ani"),
          std::pair(PrivacyAction::mask, "participant.participant_name"),
          std::pair(PrivacyAction::hash, "segment.subject"), std::pair(PrivacyAction::drop, "attribute.*")})
      require(extract::add_rule(rules, action, name).has_value());
    return extract::RecordPolicy(rules, "key");
  }();
  return made;
}

void require_policed(const ConversationDetail& detail) {
  for (const auto& participant : detail.participants) {
    require(participant.participant_name.empty() || participant.participant_name == "***");
    require(participant.attributes.empty());
    for (const auto& session : participant.sessions) {
      require(session.ani.empty());
      for (const auto& segment : session.segments)
        require(segment.subject.empty() || segment.subject.starts_with("hmac:"));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const std::string_view record(data, size_bytes);
  for (const bool by_place : {true, false}) {
    const auto policed = by_place ? policy().apply(record, extract::RecordKind::platform_record)
                                  : policy().apply_anywhere(record);
    if (!policed) continue;
    require(policed->values > 0 || policed->bytes == record);
    if (const auto detail = decode_detail(policed->bytes)) require_policed(*detail);
  }
  if (const auto detail = decode_detail(record)) {
    const auto ids = extract::ids_of_record(record, extract::RecordKind::platform_record);
    bool names_it = false;
    if (ids)
      for (const auto& id : *ids) names_it = names_it || id == detail->conversation_id.str();
    require(names_it || !ids);
  }
  return 0;
}
